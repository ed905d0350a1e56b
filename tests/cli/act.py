#!/usr/bin/env python3
"""What the filter leaves alone, what a second run would do, what a run loads, what goes wrong,
where its options are told, and files with names and places of all sorts.

  act.py PROGRAM
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from program import LEXICON, NEW, OLD, PLAIN, run_checks  # pylint: disable=wrong-import-position

KEEP = [
    # expressions, a text, what becomes of it: O stands for the old name, N for the new one
    (['"[^"]*"'], 'O "O" O', 'N "O" N'),
    (["^O"], "O O", "O N"),
    (["O$"], "O O", "N O"),
    (["^O$"], "O\nO x", "O\nN x"),
    (["^O$"], "O\r\nO\rx O", "O\r\nO\rx N"),
    (["x"], "O x O", "N x N"),
    (["S"], "O x O", "O x O"),
    (["x O"], "O x O x O", "N x O x O"),
    (["1 O", "O 2"], "1 O O O 2", "1 O N O 2"),
    (["O x O", "x"], "O x O O", "O x O N"),
    (["q*"], "O", "N"),
    ([" "], "O x", "O x"),
    (["Y t..."], "O", "O"),
    (["Y t..?$"], "O", "N"),
    ([r"\[O\]"], "[O] O", "[O] N"),
    (["[][]O"], "[O] O", "[O] N"),
    (["(a|ạ) O"], "ạ O a O O", "ạ O a O N"),
    ([r"\<O"], "O", "O"),
    (["[[:digit:]]+ O"], "12 O, O", "12 O, N"),
    (["y O"], "x\0y O O", "x\0y O N"),
    (["x"], "", ""),
]


def check_keep(tap, prog):
    """--keep: what touches a match is left alone, in any locale, in all commands."""
    def spell(text):
        return text.replace("O", "Sở Y tế").replace("N", "Department of Health")

    for regexes, given, want in KEEP:
        args = [w for r in regexes for w in ("--keep", spell(r))]
        for env in ({}, {"LC_ALL": "C.UTF-8"}):
            code, out, err = prog.run(*args, given=spell(given).encode(), env=env)
            tap.ok((code, out.decode(), err) == (0, spell(want), ""), f"keep {regexes} {env}",
                   f"{out} {err}")
    text = OLD[:-1] + b" nh " + OLD
    for command in ("terms", "explain"):
        code, out, _ = prog.run(command, "--json", "--keep", "nh .*", given=text)
        tap.ok(code == 0 and out.count(b"\n") == 1, f"{command} lists what is acted on", out)
    lines = b"".join(b"%d " % (i % 7) + OLD for i in range(40000))
    want = b"".join(b"%d " % (i % 7) + (OLD if i % 7 == 3 else NEW) for i in range(40000))
    code, out, _ = prog.run("--keep", "^3 .*", given=lines)
    tap.ok((code, out) == (0, want), "over many pages")
    given = '{"title":"x Sở Y tế","body":"Sở Y tế"}\n'.encode()
    code, out, _ = prog.run("-fjsonl", "--keep", "^x", "--keep", "x S", given=given)
    tap.ok((code, out) == (0, '{"title":"x Sở Y tế","body":"Department of Health"}\n'.encode()),
           "in records each string is a text", out)
    code, out, _ = prog.run("--style", "gloss", "--keep", "^Hôm nay Sở", given=OLD + b"x" + OLD)
    tap.ok((code, out) == (0, OLD + b"x" + OLD.replace(b" h", b" [Department of Health] h")),
           "other styles too", out)


def check_second_run(tap, prog):
    """--check-idempotent, with a lexicon that the second run reads on with."""
    samples = os.path.join(HERE, "..", "..", "samples")
    for name in sorted(os.listdir(samples)):
        path = os.path.join(samples, name)
        if not os.path.isfile(path):
            continue
        args = [path, "-fjsonl"] if name.endswith(".jsonl") else [path]
        for style in ("replace", "gloss"):
            plain, told = (subprocess.run([prog.path, "--style", style, *args, *more],
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
                           for more in ([], ["--check-idempotent"]))
            tap.ok(told.returncode == 0 and told.stdout == plain.stdout and not told.stderr,
                   f"a second run changes nothing: {name}, {style}", told.stderr)

    def unstable(*args, given=b""):
        done = subprocess.run([prog.path, "--no-default-lexicon", "-L",
                               os.path.join(HERE, "unstable"), "--check-idempotent", *args],
                              input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              cwd=prog.place, check=False)
        return done.returncode, done.stdout, done.stderr.decode()

    old, once = "ở trên Sở Y tế họp\n".encode(), "ở trên Quux Board họp\n".encode()
    plain = "ở Sở Y tế họp\n".encode()
    said = "renorm: -: a second run would change it again\n    hint: "
    code, out, err = unstable(given=old)
    tap.ok((code, out) == (1, once) and err.startswith(said), "what is not stable is told", err)
    code, out, err = unstable(given=plain)
    tap.ok((code, out, err) == (0, "ở Quux Board họp\n".encode(), ""), "what is stable is not", err)
    far = plain * 30000 + old + plain * 30000
    code, out, err = unstable(given=far)
    tap.ok(code == 1 and out.count(b"\n") == 60001 and err.startswith(said), "pages later", err)
    for args in ([], ["--mentions", "m"]):
        given = b'{"title":"' + plain[:-1] + b'"}\n{bad\n{"title":"' + old[:-1] + b'"}'
        code, out, err = unstable("-fjsonl", *args, given=given)
        tap.ok(code == 3 and err.count("record 2") == 1 and "again" in err, "bad records first", err)
        code, out, err = unstable("-fjsonl", *args, given=given.replace(b"{bad", b""))
        tap.ok(code == 1 and out.startswith(b'{"title":"') and "again" in err, "records", err)
    prog.write("a", old)
    prog.write("b", plain)
    prog.write("c", PLAIN)
    code, out, err = unstable("-i", "-l", "a", "b", "c")
    tap.ok((code, out) == (1, b"b\n") and prog.read("a") == old and prog.read("c") == PLAIN
           and prog.read("b") == "ở Quux Board họp\n".encode() and err.count("again") == 1,
           "a file that is not stable is not edited", f"{out} {err}")
    code, out, err = unstable("-o", "o", "a")
    tap.ok(code == 1 and not os.path.exists(prog.file("o")) and not prog.left(), "nor written", err)
    code, out, err = unstable("--diff", "a", "c")
    tap.ok(code == 1 and out.count(b"\n+") == 2 and "renorm: a: a second" in err, "with --diff", out)
    code, out, err = unstable("--check", "c", "a")
    tap.ok((code, out) == (1, b"") and "renorm: a: a second" in err, "with --check", err)
    code, out, err = unstable("none", "a")
    tap.ok(code == 2, "errors come first", err)


def check_loaded(tap, prog):
    """A plain filter run loads neither ICU nor libyaml; a layer needs libyaml."""
    if not os.path.exists("/proc/self/maps"):
        tap.skip("what is loaded", "there is no /proc/PID/maps")
        return
    text = "Sở Y tế".encode()
    for args, given in ((["--lines"], text + b"\n"), (["-fjsonl"], b'{"title":"' + text + b'"}\n')):
        with subprocess.Popen([prog.path, "--line-buffered", *args], env=prog.env(),
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
            run.stdin.write(given)
            run.stdin.flush()
            got = run.stdout.readline()
            with open(f"/proc/{run.pid}/maps", encoding="utf-8") as stream:
                maps = stream.read()
            run.stdin.close()
        tap.ok(b"Department of Health" in got and prog.path in maps, f"it has read: {args}", got)
        tap.ok("libicu" not in maps and "libyaml" not in maps,
               f"neither ICU nor libyaml is mapped: {args}", maps)
    if "libc.so" not in maps:
        tap.ok(".so" not in maps, "a program that holds its libraries maps none", maps)
        return
    # What was loaded and unloaded again is told by the loader.
    told = prog.run(given=OLD, env={"LD_DEBUG": "libs"})[2]
    if "find library=" not in told:
        tap.skip("what a layer loads", "the loader does not tell")
        return
    tap.ok("libyaml" in told and "libicu" not in told, "a layer loads libyaml, not ICU", told)
    done = subprocess.run([prog.path], env=prog.env(LD_DEBUG="libs"), input=OLD,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    tap.ok(b"libyaml" not in done.stderr and b"libicu" not in done.stderr,
           "a plain run loads neither at any time", done.stderr)


def faults(words, path):
    """Pages that a command touched, reading a file; the least of five runs."""
    counts = []
    for _ in range(5):
        with open(path, "rb") as given:
            run = subprocess.Popen(words, stdin=given, stdout=subprocess.DEVNULL)
            _, _, usage = os.wait4(run.pid, 0)
            run.returncode = 0
        counts.append(usage.ru_minflt)
    return min(counts)


def check_start(tap, prog):
    """A short run touches little memory: that is most of what it costs, and no clock is asked."""
    told = prog.run(env={"ASAN_OPTIONS": "help=1"})[2]
    if "AddressSanitizer" in told or not shutil.which("cat"):
        tap.skip("pages of a short run", "the program is not as it is released")
        return
    path = prog.write("a", (OLD * 60)[:1000])
    cat, ours = faults(["cat"], path), faults([prog.path], path)
    tap.ok(ours <= cat + 150, "pages of a short run", f"{ours}, and {cat} of cat")


def check_markup(tap, prog):
    """What a name holds is escaped in markup, in text and in records."""
    args = ["--no-default-lexicon", "-L", os.path.join(HERE, "marks"), "--style", "markup"]
    want = ('họp <term kind="body" concept="office" canonical="Science &amp; &lt;Technology&gt; '
            '&quot;Office&quot;">Sở Y tế</term> & <b>\n')
    given = "họp Sở Y tế & <b>\n"
    out = subprocess.run([prog.path, *args], input=given.encode(), stdout=subprocess.PIPE,
                         check=False).stdout
    tap.ok(out.decode() == want, "markup of text", out)
    out = subprocess.run([prog.path, *args, "-fjsonl"], stdout=subprocess.PIPE, check=False,
                         input=json.dumps({"title": given}).encode()).stdout
    tap.ok(json.loads(out)["title"] == want, "markup of records", out)


def check_faults(tap, prog):
    """What cannot be read or kept is told, and the rest done."""
    prog.write("a", OLD)
    code, _, err = prog.run("--files-from", ".")
    tap.ok((code, err) == (2, "renorm: .: Is a directory\n"), "a list that is a directory", err)
    os.mkdir(prog.file("a.bak"))
    code, _, err = prog.run("-i.bak", "a")
    tap.ok(code == 2 and "a: cannot keep the original: " in err and prog.read("a") == OLD and
           not prog.left(), "an original that cannot be kept", err)
    os.mkdir(prog.file("d"))
    os.symlink("new", prog.file("d/link"))
    code, _, err = prog.run("-o", "d/link", "a")
    tap.ok(code == 0 and prog.read("d/new") == NEW, "a link in a directory, to what is made", err)
    for command in ("terms", "detect", "explain", "compare"):
        files = ["a", "a"][:1 + (command == "compare")]
        want = prog.run(command, *files)
        code, out, err = prog.run(command, "-o", "no/where", *files)
        tap.ok((code, out) == (2, b"") and "no/where" in err, f"{command} -o where nothing is", err)
        code, out, err = prog.run(command, "--stats", *files)
        tap.ok((code, out) == want[:2] and "renorm: documents: " in err, f"{command} --stats", err)
        if command != "compare":
            code, out, err = prog.run(command, "--line-buffered", "--lines", *files)
            tap.ok(code == 0 and out, f"{command} --line-buffered", err)


def little_memory():
    """52 MiB in all, of which the program with its lexicons takes 22."""
    resource.setrlimit(resource.RLIMIT_AS, (52 << 20, 52 << 20))


def check_memory(tap, prog):
    """Where memory runs out that is told, and nothing half-written stays."""
    if prog.run(given=OLD, preexec_fn=little_memory)[:2] != (0, NEW):
        tap.skip("little memory", "the program does not start with it")
        return
    record = b'{"n":"' + b"x" * (40 << 20) + b'"}'
    prog.write("r", b'{"title":"x"}\n' + record + b"\n")
    for args in ([], ["-o", "o"], ["-i"]):
        code, _, err = prog.run("-fjsonl", *args, "r", preexec_fn=little_memory)
        tap.ok((code, err) == (2, "renorm: out of memory\n") and not prog.left() and
               not os.path.exists(prog.file("o")), f"out of memory {args}", err)
    # with the shipped lexicon, of which each mention beats a form of another language
    line = "Giám đốc Sở Y tế họp với Bộ Y tế. ".encode() * 5000
    done = subprocess.run([prog.path, "explain"], input=line, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, preexec_fn=little_memory, check=False)
    tap.ok(done.returncode == 0 and done.stdout.count(b"beat") >= 10000,
           "a page of one line is explained in little memory", done.stderr)


def check_waiting(tap, prog):
    """Standard input that has nothing to give yet."""
    source, sink = os.pipe()
    os.set_blocking(source, False)
    with subprocess.Popen(prog.args("--lines", "--line-buffered"), env=prog.env(), stdin=source,
                          stdout=subprocess.PIPE) as run:
        os.close(source)
        for _ in range(2):
            time.sleep(0.05)
            os.write(sink, OLD)
            tap.ok(run.stdout.readline() == NEW, "it waits, and reads on")
        os.close(sink)
    tap.ok(run.returncode == 0, "and ends", run.returncode)


def check_table(tap, prog):
    """Every option of the table is in the help of its command and in all completions."""
    table = subprocess.run([prog.path, "--option-table"], stdout=subprocess.PIPE, check=False)
    rows = [line.split("\t") for line in table.stdout.decode().splitlines()]
    helps = {}
    for command in sorted({row[0] for row in rows}):
        words = [] if command == "filter" else command.split()
        done = subprocess.run([prog.path, *words, "--help"], stdout=subprocess.PIPE, check=False)
        helps[command] = done.stdout.decode()
    missing = [row for row in rows if not re.search(
        rf"^ +{'' if row[1] == '-' else '-' + row[1] + ', '}--{row[2]}[ =\n\[]", helps[row[0]],
        re.MULTILINE)]
    tap.ok(len(rows) > 60 and not missing, "--help tells each option", missing)
    for shell, pattern in (("bash", r"[' ]--{}[' ]"), ("zsh", r"'\*--{}[=\[-]"),
                           ("fish", r" -l {} ")):
        script = prog.run("--completion", shell)[1].decode()
        missing = [name for name in {row[2] for row in rows}
                   if not re.search(pattern.format(name), script)]
        tap.ok(not missing, f"{shell} completes each option", missing)


def check_names(tap, prog):
    """-i where a file has several names, and where nothing may be written beside it."""
    prog.write("a", OLD)
    os.link(prog.file("a"), prog.file("b"))
    code, _, err = prog.run("-i", "a")
    tap.ok(code == 0 and prog.read("a") == NEW and prog.read("b") == OLD and not prog.left(),
           "a file of two names is new under one", err)
    prog.write("-x y", OLD)
    code, _, err = prog.run("-i~", "--", "-x y")
    tap.ok(code == 0 and prog.read("-x y") == NEW and prog.read("-x y~") == OLD, "any name", err)
    if os.geteuid() != 0:
        tap.skip("a directory that may not be written", "only root can become a stranger")
        return
    os.mkdir(prog.file("d"))
    prog.write("d/a", OLD)
    os.chown(prog.file("d/a"), 54321, 54321)
    for folder in (prog.place, prog.file("d")):
        os.chmod(folder, 0o755)

    def stranger():
        os.setgid(54321)
        os.setuid(54321)

    for args in (["-i", "d/a"], ["-o", "d/new", "d/a"]):
        try:
            code, _, err = prog.run(*args, preexec_fn=stranger)
        except PermissionError as why:
            tap.skip("a directory that may not be written", str(why))
            return
        if "lexicon" in err:
            tap.skip("a directory that may not be written", err)
            return
        tap.ok(code == 2 and "Permission denied" in err and prog.read("d/a") == OLD and
               os.listdir(prog.file("d")) == ["a"], f"nothing may be written there: {args}", err)


if __name__ == "__main__":
    sys.exit(run_checks([check_keep, check_second_run, check_loaded, check_start, check_markup,
                         check_faults, check_memory, check_waiting, check_table, check_names]))
