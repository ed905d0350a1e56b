#!/usr/bin/env python3
"""The manners of the program: files, pipes, signals, full disks, and every option.

  cli.py PROGRAM

What whole outputs look like is tests/golden's business; here stands what a golden file cannot
say. A lexicon of two names makes the answers plain.
"""

import json
import os
import random
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from program import LEXICON, NEW, OLD, PLAIN, run_checks  # pylint: disable=wrong-import-position

# ---- the command line -----------------------------------------------------------------------

USAGE = [
    # arguments, what stderr must hold
    (["--stlye", "gloss"], "unknown option '--stlye'\n    hint: did you mean '--style'?"),
    (["--color=red"], "'--color' takes no value 'red'\n    hint: it is one of auto, always, never"),
    (["--at", "3"], "unknown option '--at'\n    hint: it is an option of 'renorm explain'"),
    (["--json"], "unknown option '--json'\n    hint: it is an option of 'renorm terms'"),
    (["--qqqqqqqqqq"], "unknown option '--qqqqqqqqqq'\n    hint: 'renorm --help' lists"),
    (["-q"], "unknown option '-q'"),
    (["-zq"], "unknown option '-q'"),
    (["--diff=yes"], "'--diff' takes no value"),
    (["--style"], "'--style' needs a value: STYLE"),
    (["-o"], "'-o' needs a value: FILE"),
    (["--lang", "fr"], "it is one of auto, vi, ms, en"),
    (["--prior", "ms=3"], "'--prior' needs id= and a whole number, not 'ms=3'"),
    (["--prior", "id="], "'--prior' needs id= and a whole number"),
    (["--min-margin", "1.5"], "'--min-margin' needs a whole number, not '1.5'"),
    (["--min-margin", "99999999999"], "'--min-margin' needs a whole number"),
    (["explain", "--at", "-1"], "'--at' needs an offset in bytes"),
    (["explain", "--at", "99999999999999999999"], "'--at' needs an offset in bytes"),
    (["explain", "--at", "3", "a", "b"], "'--at' is for one file"),
    (["--mentions", "m"], "'--mentions' needs records: '--format jsonl'"),
    (["--field", "a"], "'--field' needs records"),
    (["-f", "jsonl", "--field", "a[0]"], "'--field a[0]': '[' must be followed by ']'"),
    (["-i"], "'--in-place' needs the names of files"),
    (["-i", "-"], "standard input cannot be edited in place"),
    (["-i", "--diff", "a"], "'--in-place' and '--diff' cannot be used together"),
    (["-i", "--check", "a"], "'--in-place' and '--check' cannot be used together"),
    (["--check", "-o", "b", "a"], "'--check' and '--output' cannot be used together"),
    (["-i", "-o", "b", "a"], "'--in-place' and '--output' cannot be used together"),
    (["--check-idempotent", "--style", "markup"],
     "'--check-idempotent' and '--style markup' cannot be used together"),
    (["--list", "--diff"], "'--list' and '--diff' cannot be used together"),
    (["-i.bak/x", "a"], "may hold no slash"),
    (["detect", "--lines", "-f", "jsonl"], "'--lines' and '--format jsonl' cannot"),
    (["detect", "--kind", "title"], "unknown option '--kind'"),
    (["--kind", "title,tilte"], "renorm: no kind 'tilte' that a mention could have\n"
     "    hint: the shipped lexicon has title, body and resolution"),
    (["--concept", "nobody"], "renorm: no concept 'nobody' that a mention could have\n"
     "    hint: 'renorm terms' tells the concept of each mention"),
    (["--skip-concept", "nobody"], "renorm: no concept 'nobody' that a mention could have"),
    (["-L", "none"], "none"),
    (["--keep", "a("], "'--keep a(': "),
    (["--keep", "[aạ]"], "brackets hold ASCII alone\n    hint: write (a|b) instead of [ab]"),
    (["--keep", "[^]ạ]"], "brackets hold ASCII alone"),
    (["--keep", "[[:alpha:]]ạ[[.a.]ạ]"], "brackets hold ASCII alone"),
    (["--keep", "[ạ"], "brackets hold ASCII alone"),
    (["--keep", "[a"], "'--keep [a': "),
    (["--keep"], "'--keep' needs a value: REGEX"),
    (["--keep", ""], "'--keep' needs a value: REGEX"),
    (["-L", ""], "'--lexicon' needs a value: PATH"),
    (["--output="], "'--output' needs a value: FILE"),
    (["--in-place=", "a"], "'--in-place' needs a value: SUFFIX"),
    (["compare", "-", "-"], "standard input is read once"),
    (["--files-from", "-", "-"], "standard input is read once"),
    (["term"], "term: No such file or directory\n    hint: is 'renorm terms' meant?"),
    (["lexicn", "lint"], "hint: is 'renorm lexicon' meant?"),
    (["--kind", ","], "'--kind' needs a value: KIND"),
    ([""], "renorm: '': No such file or directory"),
    (["detect", "--keep", "a"], "unknown option '--keep'"),
]


def check_usage(tap, prog):
    """What makes no sense is refused with 2 and a word on what to do; nothing is written."""
    for args, want in USAGE:
        code, out, err = prog.run(*args, given=OLD)
        tap.ok(code == 2 and want in err and out == b"", f"refused: {' '.join(args)}",
               f"{code} {out} {err}")
    for args in (["lexicon"], ["lexicon", "lnit"]):
        done = subprocess.run([prog.path, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False)
        tap.ok(done.returncode == 2 and b"lexicon lint" in done.stderr, f"refused: {args}")


def check_words(tap, prog):
    """The ways to write options and files."""
    prog.write("terms", OLD)
    prog.write("-i", OLD)
    same = [["--style=gloss", "terms"], ["--style", "gloss", "terms"], ["./terms"],
            ["--", "terms"], ["--", "-i"], ["--lines", "--", "./-i"]]
    for args in same:
        # "terms" is no first word here: the lexicon's options stand before it
        code, out, err = prog.run(*args)
        want = OLD.replace(b" h", b" [Department of Health] h") if "gloss" in str(args) else NEW
        tap.ok((code, out, err) == (0, want, ""), f"read: {' '.join(args)}", f"{code} {out} {err}")
    code, out, _ = prog.run("-", "terms", "-", given=OLD)
    tap.ok((code, out) == (0, NEW + NEW), "- is standard input, and empty the second time", out)
    code, out, _ = prog.run("-lz", "terms")
    tap.ok((code, out) == (0, b"terms\0"), "letters are bundled", out)
    code, out, _ = prog.run("-fjsonl", given=b'{"title":"x"}')
    tap.ok((code, out) == (0, b'{"title":"x"}'), "a value may touch its letter", out)
    code, out, _ = prog.run("terms", "--json", "--concept", "politburo,department-of-health",
                            given=OLD)
    tap.ok(code == 0 and out.count(b"\n") == 1, "lists of values have commas", out)
    code, out, _ = prog.run("--min-margin", "99999", given=OLD)
    tap.ok((code, out) == (0, OLD), "no language leads by so much", out)
    code, out, _ = prog.run("--min-margin", "99999", "--lang", "vi", given=OLD)
    tap.ok((code, out) == (0, NEW), "but one that is given", out)


def check_help(tap, prog):
    """--help, --version and completions, and that a full disk shows there too."""
    code, out, err = prog.run("--version")
    shape = (r"renorm \d+\.\d+\.\d+\nlexicon [0-9a-f]{16}\n"
             r"Unicode \d+\.\d+\.\d+ \(utf8proc \d+\.\d+\.\d+\)\n"
             r"ICU \d+\.\d+, Unicode \d+\.\d+, when it was built\n")
    tap.ok(code == 0 and re.fullmatch(shape, out.decode()), "--version", out + err.encode())
    code, other, err = prog.run("--version", *LEXICON)
    changed = [a != b for a, b in zip(out.splitlines(), other.splitlines())]
    tap.ok(code == 0 and changed == [False, True, False, False],
           "another lexicon has another fingerprint", other + err.encode())
    tap.ok(prog.run("--version", *LEXICON)[1] == other, "and the same each time")
    code, out, err = prog.run("--version", "-L", "none")
    tap.ok(code == 2 and out == b"" and "none" in err, "a lexicon that is none has no fingerprint")
    for command in ([], ["terms"], ["detect"], ["explain"], ["compare"], ["lexicon", "lint"],
                    ["lexicon", "test"], ["lexicon", "stats"], ["lexicon", "compile"], ["lexicon"]):
        done, short = (subprocess.run([prog.path, *command, word], stdout=subprocess.PIPE, check=False)
                       for word in ("--help", "-h"))
        lines, name = done.stdout.decode().split("\n"), " ".join(["renorm", *command])
        tap.ok(done.returncode == 0 and lines[0].startswith("usage: " + name) and
               any(re.match(name + "[a-z ]*: ", line) for line in lines) and
               short.stdout == done.stdout, f"help of {name}", lines[0])
        tap.ok(max(map(len, lines)) <= 94, "its lines are short", max(lines, key=len))
    for shell in ("bash", "zsh", "fish"):
        code, out, err = prog.run("--completion", shell)
        tap.ok(code == 0 and b"skip-concept" in out and b"option-table" not in out,
               f"completion for {shell}", err)
        if shutil.which(shell):
            done = subprocess.run([shell, "-n"], input=out, stderr=subprocess.PIPE, check=False)
            tap.ok(done.returncode == 0 and not done.stderr, f"{shell} reads it", done.stderr)
    with open("/dev/full", "wb") as full:
        for args in (["--help"], ["--version"], ["--completion", "fish"]):
            code, _, err = prog.run(*args, stdout=full)
            tap.ok(code == 2 and "No space left" in err, f"{args[0]} on a full disk", err)


BASH = r"""
source /dev/stdin <<<"$SCRIPT"
COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _renorm; IFS=,; echo "${COMPREPLY[*]}"
"""


def check_bash(tap, prog):
    """What bash offers."""
    script = prog.run("--completion", "bash")[1].decode()
    rows = [("renorm --sty", "--style"), ("renorm --style ''", "replace,gloss,markup"),
            ("renorm terms --js", "--json"), ("renorm terms --sty", ""),
            ("renorm lexicon ''", "lint,test,stats,compile"),
            ("renorm lexicon lint -f ''", "text,json,github"),
            ("renorm lexicon test -f ''", "tap,json,github"),
            ("renorm lexicon stats --js", "--json"),
            ("renorm -f ''", "text,jsonl"), ("renorm terms -f j", "jsonl"),
            ("renorm exp", "explain"), ("renorm --style = g", "gloss"),
            ("renorm terms --format =", "text,jsonl"), ("renorm --output = my", "my report*"),
            ("renorm my", "my report*"), ("renorm -L my", "my report*"),
            ("renorm terms my", "my report*")]
    prog.write("my report*", OLD)
    for words, want in rows:
        got = subprocess.run(["bash", "-c", BASH % words], cwd=prog.place, check=False,
                             env=prog.env(SCRIPT=script), stdout=subprocess.PIPE)
        tap.ok(got.stdout.decode().strip() == want, f"bash offers: {words}", got.stdout)


# ---- files ----------------------------------------------------------------------------------

def check_missing(tap, prog):
    """A file that is not there is told; the others are done."""
    prog.write("a", OLD)
    code, out, err = prog.run("a", "none", "a")
    tap.ok((code, out) == (2, NEW + NEW), "the rest is done", out)
    tap.ok(err == "renorm: none: No such file or directory\n", "the missing file is named", err)
    code, out, err = prog.run(".")
    tap.ok((code, err) == (2, "renorm: .: Is a directory\n"), "a directory is no file", err)
    code, out, err = prog.run("none", "term")
    tap.ok("hint" not in err, "only a first word may have been meant for a command", err)
    prog.write("dos", b"a\r\n")
    code, out, err = prog.run("--files-from", "dos")
    tap.ok(code == 2 and "hint: the name ends in a carriage return" in err,
           "a list with the line ends of DOS", err)
    code, out, err = prog.run("--files-from", "none")
    tap.ok((code, err) == (2, "renorm: none: No such file or directory\n"), "a missing list", err)
    prog.write("closed", OLD)
    code, out, err = prog.run("-o", "out", "a", "none")
    tap.ok(code == 2 and not os.path.exists(prog.file("out")) and not prog.left(),
           "--output does not appear after an error", err)


def check_lists(tap, prog):
    """--files-from, -z."""
    prog.write("a", OLD)
    prog.write("b c", PLAIN)
    prog.write("list", b"a\n\nb c")
    prog.write("nul", b"a\0\0b c\0")
    code, out, _ = prog.run("--files-from", "list")
    tap.ok((code, out) == (0, NEW + PLAIN), "names in lines", out)
    code, out, _ = prog.run("-z", "--files-from", "nul")
    tap.ok((code, out) == (0, NEW + PLAIN), "names with NUL", out)
    code, out, _ = prog.run("-z", "--files-from", "-", "b c", given=b"a\0")
    tap.ok((code, out) == (0, PLAIN + NEW), "a list from standard input, after the files", out)
    prog.write("big", b"a\n" * 50000)
    code, out, _ = prog.run("--files-from", "big")
    tap.ok((code, len(out)) == (0, 50000 * len(NEW)), "a long list", len(out))


def check_modes(tap, prog):
    """--check, --list, --diff."""
    prog.write("a", OLD)
    prog.write("b", PLAIN)
    prog.write("n", NEW)
    rows = [(["--check", "a"], 1, b""), (["--check", "b", "n"], 0, b""),
            (["--check", "b", "a"], 1, b""), (["--list", "a", "b", "n", "a"], 0, b"a\na\n"),
            (["-clz", "a", "b"], 1, b"a\0"), (["--check", "none"], 2, b""),
            (["--diff", "b"], 0, b""), (["--check", "--diff", "b"], 0, b"")]
    for args, want, data in rows:
        code, out, _ = prog.run(*args)
        tap.ok((code, out) == (want, data), f"{' '.join(args)}", f"{code} {out}")
    code, out, _ = prog.run("-cd", "a")
    tap.ok(code == 1 and out.startswith(b"--- a\n+++ a\n@@ -1 +1 @@\n-H"), "check and diff", out)
    code, out, _ = prog.run("--check", "-f", "jsonl", given=b'{bad\n{"title":"x"}\n')
    tap.ok((code, out) == (3, b""), "check with bad records", code)


def random_text(seed):
    """Lines of which some change, in runs and gaps of all lengths."""
    rng = random.Random(seed)
    lines = []
    for _ in range(rng.randrange(12)):
        lines += [PLAIN] * rng.randrange(11)
        lines += [OLD] * rng.choice([0, 1, 1, 2, 5])
    text = b"".join(lines)
    return text[:-1] if rng.random() < 0.3 else text


def check_diff(tap, prog):
    """A diff, given to patch, makes the output; diff(1) says the same."""
    for seed in range(60):
        prog.write("a", random_text(seed))
        want = prog.run("a")[1]
        got = prog.run("--diff", "a")[1]
        prog.write("b", want)
        asked = subprocess.run(["diff", "-u", "--label", "a", "--label", "a", "a", "b"],
                               cwd=prog.place, stdout=subprocess.PIPE, check=False).stdout
        tap.ok(got == asked, f"diff -u says the same, seed {seed}", got)
    big = (OLD * 3 + PLAIN) * 30000
    prog.write("a", PLAIN * 5 + big + PLAIN * 20 + OLD + PLAIN * 5)
    want = prog.run("a")[1]
    got = prog.run("--diff", "a")[1]
    prog.write("p", got)
    patched = subprocess.run(["patch", "-s", "-p0", "a", "p"], cwd=prog.place, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    tap.ok(got.count(b"\n@@ ") > 3 and patched.returncode == 0 and prog.read("a") == want,
           "a long change is written in pieces that patch takes", patched.stdout)
    for name in ("a b", 'q"\\\n'):
        prog.write(name, OLD)
        prog.write("p", prog.run("--diff", name)[1])
        patched = subprocess.run(["patch", "-s", "-p0", "-i", "p"], cwd=prog.place, check=False,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        tap.ok(prog.read(name) == NEW, f"a name in a diff: {name!r}", patched.stdout)
    code, out, _ = prog.run("--diff", "--color", "always", given=OLD)
    tap.ok(code == 0 and b"\033[31m-H" in out and b"\033[32m+H" in out, "in colours", out)


def all_of(terminal):
    """What was written to a terminal that nobody holds any more; it comes in pieces."""
    data = b""
    try:
        while chunk := os.read(terminal, 4096):
            data += chunk
    except OSError:
        pass  # Linux says EIO at the end
    return data


def check_color(tap, prog):
    """Colour is for terminals, and NO_COLOR says no."""
    import pty  # pylint: disable=import-outside-toplevel

    prog.write("a", OLD)
    for env, args, want in [({"TERM": "xterm"}, [], True), ({"TERM": "dumb"}, [], False),
                            ({}, [], False),
                            ({"TERM": "xterm", "NO_COLOR": "1"}, [], False),
                            ({"TERM": "xterm", "NO_COLOR": ""}, [], True),
                            ({"TERM": "xterm"}, ["--color=never"], False),
                            ({"TERM": "dumb", "NO_COLOR": "1"}, ["--color=always"], True)]:
        ours, theirs = pty.openpty()
        subprocess.run(prog.args("--diff", *args, "a"), cwd=prog.place, env=prog.env(**env),
                       stdout=theirs, check=False)
        os.close(theirs)
        data = all_of(ours)
        os.close(ours)
        tap.ok(b"+H" in data and (b"\033[" in data) == want, f"colour with {env} {args}", data)
    for args in (["--diff", "-o", "o", "a"], ["explain", "-o", "o", "a"]):
        ours, theirs = pty.openpty()
        subprocess.run(prog.args(*args), cwd=prog.place, env=prog.env(TERM="xterm"),
                       stdout=theirs, check=False)
        os.close(theirs)
        os.close(ours)
        tap.ok(b"\033" not in prog.read("o"), f"no colour into a file: {args}", prog.read("o"))
    out = prog.run("--diff", "a", env={"TERM": "xterm"})[1]
    tap.ok(b"\033" not in out, "no colour into a pipe", out)


# ---- files that are written -----------------------------------------------------------------

def check_in_place(tap, prog):
    """-i: whole or not at all, mode kept, links followed, untouched where nothing changes."""
    path = prog.write("a", OLD)
    os.chmod(path, 0o640)
    code, out, err = prog.run("-i", "a")
    tap.ok((code, out, err) == (0, b"", "") and prog.read("a") == NEW, "edited in place", err)
    tap.ok(stat.S_IMODE(os.stat(path).st_mode) == 0o640, "its mode is kept")
    before = os.stat(path)
    code, _, _ = prog.run("-i", "a")
    after = os.stat(path)
    tap.ok(code == 0 and (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns),
           "an unchanged file is untouched")
    prog.write("a", OLD)
    prog.write("a.bak", b"older")
    code, _, err = prog.run("-i.bak", "a")
    tap.ok(code == 0 and prog.read("a") == NEW and prog.read("a.bak") == OLD,
           "the original is kept under the suffix, over an older one", err)
    prog.write("a", OLD)
    code, _, _ = prog.run("--in-place=~", "a")
    tap.ok(code == 0 and prog.read("a~") == OLD, "--in-place=SUFFIX")
    os.mkdir(prog.file("d"))
    prog.write("d/real", OLD)
    os.symlink("d/real", prog.file("link"))
    code, _, err = prog.run("-i.old", "link")
    tap.ok(code == 0 and os.path.islink(prog.file("link")) and prog.read("d/real") == NEW,
           "a link is followed", err)
    tap.ok(prog.read("d/real.old") == OLD, "the backup stands beside the file")
    prog.write("b", PLAIN)
    prog.write("a", OLD)
    code, out, _ = prog.run("-l", "-i", "b", "a")
    tap.ok((code, out) == (0, b"a\n"), "--list tells what was edited", out)
    prog.write("a", OLD)
    code, _, err = prog.run("-i.bak", "-l", "-o", "told", "b", "a")
    tap.ok(code == 0 and prog.read("told") == b"a\n" and prog.read("a") == NEW and
           prog.read("a.bak") == OLD, "which may be told to a file", err)
    prog.write("a", OLD)
    code, _, err = prog.run("-i", "none", "a")
    tap.ok(code == 2 and prog.read("a") == NEW, "the rest is done", err)
    os.mkfifo(prog.file("pipe"))
    with open(os.open(prog.file("pipe"), os.O_RDWR), "wb"):
        code, _, err = prog.run("-i", "pipe")
    tap.ok(code == 2 and "no regular file" in err, "a pipe cannot be edited", err)
    code, _, err = prog.run("-i", "pipe")
    tap.ok(code == 2 and "no regular file" in err, "nor is its writer waited for", err)
    prog.write("j", b'{"title":"S\\u1edf Y t\xe1\xba\xbf"}\n{bad\n')
    code, _, _ = prog.run("-i", "-f", "jsonl", "j")
    tap.ok(code == 3 and prog.read("j") == b'{"title":"Department of Health"}\n{bad\n',
           "bad records pass", prog.read("j"))
    prog.write("j", b'{"title":"S\\u1edf Y t\xe1\xba\xbf"}\n{bad\n')
    kept = prog.read("j")
    code, _, _ = prog.run("-i", "-f", "jsonl", "--on-error", "stop", "j")
    tap.ok(code == 2 and prog.read("j") == kept, "stopped: as it was")
    tap.ok(not prog.left(), "nothing is left behind", prog.left())


def check_owner(tap, prog):
    """-i keeps the owner, or leaves the file."""
    if os.geteuid() != 0:
        tap.skip("owners", "only root can give files away")
        return
    path = prog.write("a", OLD)
    os.chown(path, 12345, 23456)
    os.chmod(path, 0o4664)
    code, _, err = prog.run("-i", "a")
    now = os.stat(path)
    tap.ok((code, now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (0, 12345, 23456, 0o4664)
           and prog.read("a") == NEW, "owner, group and mode are kept", err)
    os.chmod(prog.place, 0o777)
    prog.write("a", OLD)

    def stranger():
        os.setgid(23456)
        os.setuid(54321)

    try:
        code, _, err = prog.run("-i", "a", preexec_fn=stranger)
    except PermissionError as why:
        tap.skip("a stranger", str(why))
        return
    if "lexicon" in err:
        tap.skip("a stranger", err)
        return
    now = os.stat(path)
    tap.ok(code == 2 and "cannot keep its mode and owner" in err and prog.read("a") == OLD and
           now.st_uid == 12345 and not prog.left(), "a stranger may not take a file over", err)


def check_output(tap, prog):
    """-o FILE."""
    prog.write("a", OLD)
    code, out, err = prog.run("-o", "o", "a")
    tap.ok((code, out, err) == (0, b"", "") and prog.read("o") == NEW, "a new file", err)
    mask = os.umask(0)
    os.umask(mask)
    tap.ok(stat.S_IMODE(os.stat(prog.file("o")).st_mode) == 0o666 & ~mask, "with the usual mode")
    os.chmod(prog.file("o"), 0o604)
    os.symlink("o", prog.file("l"))
    code, _, _ = prog.run("-o", "l", "a", "a")
    tap.ok(prog.read("o") == NEW + NEW and os.path.islink(prog.file("l")) and
           stat.S_IMODE(os.stat(prog.file("o")).st_mode) == 0o604, "an old one keeps mode and link")
    os.symlink("new", prog.file("dangling"))
    code, _, _ = prog.run("-o", "dangling", "a")
    tap.ok(code == 0 and prog.read("new") == NEW, "a link to a file that is to be made")
    code, _, _ = prog.run("-o", "a", "a")
    tap.ok(code == 0 and prog.read("a") == NEW, "the output may be the input")
    prog.write("a", OLD)
    code, _, err = prog.run("-o", "no/where", "a")
    tap.ok(code == 2 and "no/where" in err, "no such directory", err)
    code, _, err = prog.run("-o", ".", "a")
    tap.ok((code, err) == (2, "renorm: .: Is a directory\n"), "a directory", err)
    code, out, _ = prog.run("-o", "/dev/stdout", "a")
    tap.ok((code, out) == (0, NEW), "a device is written directly", out)
    code, _, err = prog.run("-o", "/dev/full", "a")
    tap.ok(code == 2 and "No space left" in err, "a full device", err)
    for command in ("terms", "detect", "explain"):
        want = prog.run(command, "a")[1]
        code, out, _ = prog.run(command, "-o", "t", "a")
        tap.ok((code, out) == (0, b"") and prog.read("t") == want != b"", f"{command} -o")
    code, out, _ = prog.run("-o", "p", "--diff", "a")
    tap.ok(code == 0 and prog.read("p").startswith(b"--- a"), "a diff to a file")
    tap.ok(not prog.left(), "nothing is left behind", prog.left())


def limit_files():
    """Files of at most 100 KiB, as on a disk that fills up."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (102400, 102400))


def check_full(tap, prog):
    """A disk that is full: exit 2, and what was there is there."""
    prog.write("a", OLD * 20000)
    with open("/dev/full", "wb") as full:
        for args in (["a"], ["terms", "a"], ["detect", "a"], ["explain", "a"], ["--diff", "a"],
                     ["--list", "a"], ["-f", "jsonl", "j"]):
            prog.write("j", b'{"title":"x"}\n')
            code, _, err = prog.run(*args, stdout=full)
            tap.ok((code, err) == (2, "renorm: standard output: No space left on device\n"),
                   f"full disk: {' '.join(args)}", err)
    for args in (["-i", "a"], ["-i.bak", "a"], ["-o", "o", "a"], ["-o", "a", "a"]):
        code, _, err = prog.run(*args, preexec_fn=limit_files)
        tap.ok(code == 2 and "File too large" in err and prog.read("a") == OLD * 20000 and
               not os.path.exists(prog.file("o")) and not prog.left(),
               f"a file that cannot be written: {' '.join(args)}", err)


def check_same(tap, prog):
    """Reading the file that is being written would never end."""
    prog.write("a", OLD)
    for args in (["a"], ["terms", "a"], ["-d", "a"], ["-c", "-d", "a"]):
        with open(prog.file("a"), "ab") as out:
            code, _, err = prog.run(*args, stdout=out)
        tap.ok(code == 2 and "a: is the output too" in err, f"input is output: {args}", err)
    tap.ok(len(prog.read("a")) < 200, "it did not grow")


# ---- pipes and signals ----------------------------------------------------------------------

def check_pipes(tap, prog):
    """A reader that went away, and slow writers."""
    prog.write("a", OLD * 100000)
    for args, want in ((["a"], -signal.SIGPIPE), (["terms", "a"], -signal.SIGPIPE)):
        with subprocess.Popen(prog.args(*args), cwd=prog.place, env=prog.env(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            run.stdout.read(10)
            run.stdout.close()
            err = run.stderr.read()
        tap.ok((run.returncode, err) == (want, b""), f"a broken pipe ends quietly: {args}", err)
    os.mkfifo(prog.file("p"))
    hold = os.open(prog.file("p"), os.O_RDWR)
    with subprocess.Popen(prog.args("-o", "p", "a"), cwd=prog.place, env=prog.env(),
                          stderr=subprocess.PIPE) as run:
        reader = os.open(prog.file("p"), os.O_RDONLY)
        os.read(reader, 10)
        os.close(reader)
        os.close(hold)
        err = run.stderr.read().decode()
    tap.ok(run.returncode == 2 and "Broken pipe" in err, "who writes files is told", err)
    source, sink = os.pipe()
    os.close(source)
    done = subprocess.run([prog.path, "lexicon", "compile", "-o", "o", "none"], cwd=prog.place,
                          env=prog.env(), stderr=sink, check=False)
    os.close(sink)
    tap.ok(done.returncode == 2 and not os.path.exists(prog.file("o")) and not prog.left(),
           "nor ends half-way because nobody reads its messages", done.returncode)
    with subprocess.Popen(prog.args("--lines", "--line-buffered"), env=prog.env(),
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        for _ in range(3):
            run.stdin.write(OLD)
            run.stdin.flush()
            got = run.stdout.readline()
            tap.ok(got == NEW, "line-buffered answers a line at once", got)
        run.stdin.close()
    with subprocess.Popen(prog.args("-fjsonl", "--line-buffered"), env=prog.env(),
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        run.stdin.write(b'{"title":"x"}\n{"tit')
        run.stdin.flush()
        got = run.stdout.readline()
        tap.ok(got == b'{"title":"x"}\n', "and a record", got)
        run.stdin.write(b'le":"y"}')
        run.stdin.close()
        tap.ok(run.stdout.read() == b'{"title":"y"}', "and the rest")


def check_slow(tap, prog):
    """Input in pieces, output that makes the program wait, stops and continues."""
    data = OLD * 20000
    source, sink = os.pipe()
    os.set_blocking(sink, False)
    with subprocess.Popen(prog.args(), env=prog.env(), stdin=subprocess.PIPE, stdout=sink) as run:
        os.close(sink)
        child = os.fork()
        if child == 0:
            for at in range(0, len(data), 4097):
                os.write(run.stdin.fileno(), data[at:at + 4097])
                if at % 50 == 0:
                    os.kill(run.pid, signal.SIGSTOP)
                    os.kill(run.pid, signal.SIGCONT)
            os._exit(0)
        run.stdin.close()
        got = b""
        while chunk := os.read(source, 1000):
            got += chunk
        os.waitpid(child, 0)
    os.close(source)
    tap.ok(run.returncode == 0 and got == NEW * 20000, "a pipe that must be waited for", len(got))


def check_signals(tap, prog):
    """A program that is killed leaves no temporary file and the file as it was."""
    deadly = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGXCPU)

    def default():
        """What a nohup or a job in the background ignores is inherited: not here."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for sig in deadly:
            signal.signal(sig, signal.SIG_DFL)

    prog.write("a", OLD)
    os.mkfifo(prog.file("p"))
    for sig in deadly:
        hold = os.open(prog.file("p"), os.O_RDWR)
        with subprocess.Popen(prog.args("-o", "a", "a", "p"), cwd=prog.place, env=prog.env(),
                              stderr=subprocess.PIPE, preexec_fn=default) as run:
            deadline = time.monotonic() + 20
            while not prog.left() and time.monotonic() < deadline:
                time.sleep(0.01)
            begun = prog.left()
            run.send_signal(sig)
            run.wait()
        os.close(hold)
        tap.ok(begun and run.returncode == -sig and prog.read("a") == OLD and not prog.left(),
               f"{sig.name}: nothing left behind", f"{begun} {run.returncode} {prog.left()}")


def check_closed(tap, prog):
    """Descriptors that are closed from the start."""
    prog.write("a", OLD)
    for closed, args, want in ((0, ["a"], 0), (0, [], 2), (1, ["a"], 2), (1, ["-i", "a"], 0),
                               (2, ["none"], 2)):
        shell = f'exec "$0" "$@" {closed}{"<" if closed == 0 else ">"}&-'
        done = subprocess.run(["sh", "-c", shell, *prog.args(*args)], cwd=prog.place,
                              env=prog.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              check=False)
        tap.ok(done.returncode == want, f"descriptor {closed} closed: {args}",
               f"{done.returncode} {done.stderr}")
    tap.ok(prog.read("a") == NEW, "edited though standard output was closed")


# ---- records --------------------------------------------------------------------------------

def check_records(tap, prog):
    """One line in is one line out; what is chosen is changed and nothing else."""
    def both(given, *args):
        return prog.run("-f", "jsonl", *args, given=given)

    text = "Sở Y tế".encode()
    rows = [
        ("BOM", b'\xef\xbb\xbf{"title":"' + text + b'"}\n',
         b'\xef\xbb\xbf{"title":"Department of Health"}\n', 0),
        ("blank lines and CR", b'\n \t\r\n{"title":"x"}\r\n\r\n', None, 0),
        ("nothing", b"", None, 0),
        ("only a line end", b"\n", None, 0),
        ("not UTF-8", b'{"title":"\xff' + text + b'\xfe"}',
         b'{"title":"\xffDepartment of Health\xfe"}', 0),
        ("lone surrogate between", b'{"title":"S\\u1edf Y \\ud800t\xe1\xba\xbf"}', None, 0),
        ("two on a line", b'{"title":"a"}{"title":"b"}\n', None, 3),
        ("not an object", b'["' + text + b'"]\n', None, 0),
        ("NUL", b'{"title":"a"}\0\n{"title":"' + text + b'"}',
         b'{"title":"a"}\0\n{"title":"Department of Health"}', 3),
        ("line end in a string", b'{"title":"a\nb"}\n', None, 3),
    ]
    for name, given, want, code in rows:
        got = both(given)
        tap.ok(got[:2] == (code, given if want is None else want), f"records: {name}", got)
    got = both(b'{"title":"x"}\n{"a":}\n\n{"title":"y"}', "--on-error", "skip")
    tap.ok(got[:2] == (3, b'{"title":"x"}\n\n\n{"title":"y"}'), "skip leaves an empty line", got)
    tap.ok(got[2] == "renorm: -:2: record 2: no value begins so (byte 6)\n", "the message", got[2])
    got = both(b'{"title":"x"}\n[]\n{"a":1,"m":2}\n{}', "--mentions", "m")
    tap.ok(got[0] == 3 and got[1] == b'{"title":"x","m":[]}\n[]\n{"a":1,"m":2}\n{"m":[]}',
           "--mentions needs an object without the key", got)
    given = json.dumps({"t": "\x01 \u1e9e Sở Y tế và Bộ Chính trị \U0001f600"}).encode() + b"\n"
    for args in ([], ["--style", "gloss"], ["--style", "markup"]):
        plain = prog.run(*args, given=json.loads(given)["t"].encode())[1].decode()
        got = both(given, "--field", "t", *args)
        tap.ok(json.loads(got[1])["t"] == plain, f"records read as text does {args}", got)
    got = both(given, "--field", "t", "--mentions", "m")
    record = json.loads(got[1])
    cut = [json.loads(given)["t"].encode()[m["start"]:m["end"]].decode() for m in record["m"]]
    tap.ok(cut == [m["text"] for m in record["m"]] == ["Sở Y tế", "Bộ Chính trị"],
           "--mentions: offsets into the string as it was", record["m"])


def check_long(tap, prog):
    """Records up to 64 MiB; a longer line passes, and the rest goes on."""
    old = '{"title":"Sở Y tế"}\n'.encode()
    new = b'{"title":"Department of Health"}\n'
    fits = b'{"n":"' + b"x" * (20 << 20) + b'","title":"' + "Sở Y tế".encode() + b'"}\n'
    code, out, _ = prog.run("-f", "jsonl", given=old + fits + old)
    tap.ok(code == 0 and out == new + fits.replace("Sở Y tế".encode(), b"Department of Health")
           + new, "a record of 20 MiB")
    long = b'{"n":"' + b"x" * (64 << 20) + b'"}\n'
    code, out, err = prog.run("-f", "jsonl", given=old + long + old)
    tap.ok(code == 3 and out == new + long + new, "a line of more than 64 MiB passes")
    tap.ok(err == "renorm: -:2: record 2: longer than 64 MiB\n", "and is told", err)
    code, out, _ = prog.run("-f", "jsonl", "--on-error", "skip", given=old + long + old)
    tap.ok((code, out) == (3, new + b"\n" + new), "or skipped")
    code, out, _ = prog.run("-f", "jsonl", given=old + long[:-1])
    tap.ok((code, out) == (3, new + long[:-1]), "also without a line end")


def check_terms(tap, prog):
    """Offsets are bytes of the file; what is printed is JSON whatever the bytes."""
    prog.write("a", b"\xff\n" + OLD + b"\t\\" + OLD)
    code, out, _ = prog.run("terms", "--json", "a")
    found = [json.loads(line) for line in out.splitlines()]
    data = prog.read("a")
    tap.ok(code == 0 and [data[m["start"]:m["end"]].decode() for m in found] == ["Sở Y tế"] * 2,
           "offsets of a text", out)
    tap.ok([(m["line"], m["column"]) for m in found] == [(2, 9), (3, 11)], "lines and columns",
           found)
    keys = ["file", "start", "end", "edit_start", "edit_end", "line", "column", "text", "lang",
            "kind", "concept", "canonical", "plural", "attributes"]
    tap.ok(list(found[0]) == keys, "the keys", list(found[0]))
    name = os.fsdecode(b"n\xff\"\t")
    prog.write(name, OLD)
    code, out, _ = prog.run("terms", "--json", name)
    tap.ok(json.loads(out)["file"] == 'n\ufffd"\t', "a name that is no UTF-8", out)
    code, out, _ = prog.run("terms", name)
    row = out.split(b"\n")[1].split(b"\t")
    tap.ok(row == [b"9", b"20", b"1", b"9", b"body", b"vi", b"department-of-health",
                   b"Department of Health", "Sở Y tế".encode(), b'n\xff"\\t'], "a row", row)
    given = b'\n{"x":1,"title":"\\u00e0 S\\u1edf Y t\xe1\xba\xbf"}\n[]\n{"body":"S\xe1\xbb\x9f Y t\xe1\xba\xbf"}'
    prog.write("j", given)
    code, out, _ = prog.run("terms", "--json", "-f", "jsonl", "j")
    found = [json.loads(line) for line in out.splitlines()]
    tap.ok([given[m["start"]:m["end"]] for m in found] ==
           [b"S\\u1edf Y t\xe1\xba\xbf", b"S\xe1\xbb\x9f Y t\xe1\xba\xbf"], "offsets of records", out)
    tap.ok([(m["record"], m["field"], m["line"], m["column"]) for m in found] ==
           [(1, "/title", 2, 24), (3, "/body", 4, 10)], "records, fields, lines, columns", found)
    tap.ok(list(found[0]) == keys + ["field", "record"], "the keys of records", list(found[0]))


def check_detect(tap, prog):
    """One line out a line in; spans lie in their line."""
    lines = ["Sở Y tế đã họp với các đơn vị", "", "the department met the committee yesterday",
             "12345 !!!",
             "\udcff\udcfe", "x" * 300000 + " và các đơn vị đã họp"]
    given = "\n".join(lines).encode(errors="surrogateescape")
    for end in (b"", b"\n"):
        code, out, _ = prog.run("detect", "--lines", "--json", given=given + end)
        rows = [json.loads(line) for line in out.splitlines()]
        tap.ok(code == 0 and len(rows) == len(lines), "a line for each", len(rows))
        tap.ok([r["lang"] for r in rows[:4]] == ["vi", "und", "en", "und"], "the languages",
               rows[:4])
        tap.ok(rows[1] == {"lang": "und", "margin": 0, "spans": []}, "nothing is und", rows[1])
        inside = all(0 <= a < b <= len(line.encode(errors="surrogateescape"))
                     for r, line in zip(rows, lines) for a, b, _ in r["spans"])
        tap.ok(inside, "spans lie in their line")
    code, whole, _ = prog.run("detect", "--lines", given=given)
    tap.ok(code == 0 and whole.count(b"\n") == len(lines) and whole.startswith(b"vi\t"),
           "a row for each", whole[:200])
    code, out, _ = prog.run("detect", "--json", given=given)
    rows = [json.loads(line) for line in out.splitlines()]
    tap.ok(code == 0 and list(rows[0]) == ["file", "start", "end", "lang", "margin"], "the keys",
           rows[0])
    for word in ("--lines", "--json"):
        code, out, _ = prog.run("detect", "--lang", "ms", word, given="12\nSở Y tế đã họp\n\n".encode())
        tap.ok((code, out) == (0, {"--lines": b"ms\t1\t0-2:ms\nms\t1\t0-22:ms\nund\t0\t\n",
               "--json": b'{"file":"-","start":0,"end":2,"lang":"ms","margin":1}\n'
               b'{"file":"-","start":3,"end":25,"lang":"ms","margin":1}\n'}[word]),
               f"a language that is given leads by 1, {word}", out)


def check_explain(tap, prog):
    """A byte of a record is found again behind its escapes."""
    given = b'{"x":"S\xe1\xbb\x9f Y t\xe1\xba\xbf"}\n{"title":"\\n\\u0041 S\\u1edf Y t\xe1\xba\xbf"}\n'
    prog.write("j", given)
    at = given.index(b"Y", 30)
    code, out, err = prog.run("explain", "--json", "-f", "jsonl", "--at", str(at), "j")
    rows = [json.loads(line) for line in out.splitlines()]
    probe = [r for r in rows if "verdict" in r]
    found = [r for r in rows if "tree" in r]
    tap.ok(code == 0 and len(probe) == 1 and probe[0]["text"] == "Y" and
           probe[0]["start"] == at, "the token at a byte of a record", err + str(rows))
    tap.ok(len(found) == 1 and found[0]["start"] == given.index(b"S\\u1edf") and
           found[0]["tree"]["start"] == found[0]["start"], "and the mention over it", found)
    for place in (3, 8, len(given) + 5):
        code, out, err = prog.run("explain", "-f", "jsonl", "--at", str(place), "j")
        tap.ok((code, out) == (2, b"") and "lies in no text that is read" in err,
               f"byte {place} lies in no field", err)


def check_man(tap, prog):
    """The man page has a paragraph for every option of every command, and no other."""
    path = os.path.join(HERE, "..", "..", "docs", "renorm.1")
    with open(path, encoding="utf-8") as stream:
        page = stream.read().replace("\\-", "-")
    done = subprocess.run([prog.path, "--option-table"], stdout=subprocess.PIPE, check=False)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    tap.ok(len(rows) > 60, "the table of options", len(rows))
    lines = page.splitlines()
    heads = [line for before, line in zip(lines, lines[1:]) if before == ".TP"]
    told = {word[2:].split("[")[0] for head in heads for word in head.split()
            if word.startswith("--")}
    names = {name for _, _, name, _ in rows}
    tap.ok(names == told, "the man page tells every option", sorted(names ^ told))
    bad = [f"-{letter} --{name}" for _, letter, name, _ in rows if letter != "-" and not
           any(f"-{letter}" in h.split() and f"--{name}" in h.split() for h in heads)]
    tap.ok(not bad, "with its letter", bad)
    if shutil.which("mandoc"):
        lint = subprocess.run(["mandoc", "-Tlint", "-Wwarning", path], stdout=subprocess.PIPE,
                              check=False)
        tap.ok(not lint.stdout, "mandoc finds nothing", lint.stdout.decode())


CHECKS = [check_usage, check_words, check_help, check_bash, check_missing, check_lists, check_modes,
          check_diff, check_color, check_in_place, check_owner,
          check_output, check_full, check_same, check_pipes,
          check_slow, check_signals, check_closed, check_records, check_long, check_terms,
          check_detect, check_explain, check_man]


if __name__ == "__main__":
    sys.exit(run_checks(CHECKS))
