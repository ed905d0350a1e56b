#!/usr/bin/env python3
"""Install renorm into a directory of its own, use what stands there, and uninstall it.

  stage.py BUILD SOURCE PREFIX LIBDIR CC [dist]

The program runs from the stage; docs/example.c is compiled with what pkg-config says, against the
shared library and the static one; uninstalling leaves no file. With `dist` instead: the archive
that `meson dist` makes of the last commit builds and runs.
"""

import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

OLD = "Giám đốc Sở Y tế họp.\n".encode()
NEW = "Director of the Department of Health họp.\n".encode()
MESON = os.environ.get("MESON", "meson").split()


def run(*words, given=b"", env=None, cwd=None):
    """(code, stdout, stderr) of a command."""
    done = subprocess.run(words, input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env={**os.environ, **(env or {})}, cwd=cwd, check=False)
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def tree(place):
    """Every file and link below, without the place itself."""
    return sorted(os.path.relpath(os.path.join(folder, name), place)
                  for folder, _, names in os.walk(place) for name in names)


def check_files(tap, stage, prefix, libdir):
    """What is installed, and nothing else."""
    got = {os.path.relpath(os.path.join("/", path), prefix) for path in tree(stage)}
    want = {"bin/renorm", "include/renorm/renorm.h", "include/renorm/records.h",
            "include/renorm/lexicon.h", f"{libdir}/librenorm.a", f"{libdir}/librenorm.so",
            f"{libdir}/librenorm.so.0", f"{libdir}/pkgconfig/renorm.pc",
            "share/man/man1/renorm.1", "share/man/man5/renorm-lexicon.5",
            "share/bash-completion/completions/renorm.bash", "share/zsh/site-functions/_renorm",
            "share/fish/vendor_completions.d/renorm.fish"}
    real = {p for p in got if p.startswith(f"{libdir}/librenorm.so.0.")}
    tap.ok(len(real) == 1 and got - real == want, "installed: what should be, and nothing else",
           "\n".join(sorted((got - real) ^ want)))


def check_program(tap, place, root):
    """The installed program, its pages and completions."""
    program = os.path.join(root, "bin", "renorm")
    code, out, err = run(program, given=OLD, env={"LD_LIBRARY_PATH": ""}, cwd=place)
    tap.ok((code, out) == (0, NEW), "the installed program reads", err)
    layer = os.path.join(HERE, "..", "cli", "lexicon")
    code, out, err = run(program, "--no-default-lexicon", "-L", layer, given=OLD, cwd=place)
    tap.ok((code, out) == (0, OLD.replace("Sở Y tế".encode(), b"Department of Health")),
           "and loads a layer", err)
    share = os.path.join(root, "share")
    with open(os.path.join(share, "bash-completion", "completions", "renorm.bash"), "rb") as stream:
        script = stream.read()
    tap.ok(script == run(program, "--completion", "bash")[1], "its completions are its own")
    if shutil.which("man"):
        code, out, err = run("man", "-l", os.path.join(share, "man", "man1", "renorm.1"),
                             env={"LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MANWIDTH": "80"})
        tap.ok(code == 0 and b"--style" in out and not err, "man shows its page", err)
    else:
        tap.skip("man shows its page", "there is no man")


def check_example(tap, place, source, root, libdir, compiler):
    """docs/example.c against the stage, as a stranger would build it."""
    if not shutil.which("pkg-config"):
        tap.skip("the example", "there is no pkg-config")
        return
    lib = os.path.join(root, libdir)
    env = {"PKG_CONFIG_PATH": os.path.join(lib, "pkgconfig")}
    asked = ["pkg-config", f"--define-variable=prefix={root}", "--cflags", "--libs"]
    given = open(os.path.join(source, "samples", "demo.txt"), "rb").read()
    want = run(os.path.join(root, "bin", "renorm"), given=given)[1]
    for name, more in (("shared", []), ("static", ["--static"])):
        code, out, err = run(*asked, *more, "renorm", env=env)
        tap.ok(code == 0 and b"-lrenorm" in out, f"pkg-config answers ({name})", err)
        flags = out.decode().split()
        if more:
            flags = ["-Wl,-Bstatic", *flags, "-Wl,-Bdynamic"]
        thing = os.path.join(place, f"example-{name}")
        code, _, err = run(compiler, "-std=c11", "-Wall", "-Wextra", "-Werror",
                           os.path.join(source, "docs", "example.c"), *flags, "-o", thing)
        tap.ok(code == 0, f"the example compiles ({name})", err)
        found = {"LD_LIBRARY_PATH": lib if name == "shared" else ""}
        code, out, err = run(thing, given=given, env=found)
        tap.ok(code == 0 and out == want != given, f"and writes what renorm writes ({name})", err)
        terms = run(os.path.join(root, "bin", "renorm"), "terms", given=given)[1].decode()
        rows = [line.split("\t") for line in terms.splitlines()[1:]]
        tap.ok(err.splitlines() == [f"{r[2]}:{r[3]}: {r[4]}: {r[7]}" for r in rows] != [],
               f"and lists its terms ({name})", err)
        linked = run("readelf", "-d", thing)[1]
        tap.ok((b"librenorm.so.0" in linked) == (name == "shared"), f"it is {name}", linked)


def stage_it(tap, build, source, prefix, libdir, compiler):
    """Install, use, uninstall. The log that uninstalling reads is put back as it was."""
    log = os.path.join(build, "meson-logs", "install-log.txt")
    before = open(log, "rb").read() if os.path.exists(log) else None
    with tempfile.TemporaryDirectory(prefix="renorm-stage-") as place:
        stage = os.path.join(place, "stage")
        try:
            code, out, err = run(*MESON, "install", "-C", build, "--no-rebuild", "--quiet",
                                 env={"DESTDIR": stage})
            if not tap.ok(code == 0, "meson install", out.decode() + err):
                return
            root = os.path.join(stage, prefix.lstrip("/"))
            check_files(tap, stage, prefix, libdir)
            check_program(tap, place, root)
            check_example(tap, place, source, root, libdir, compiler)
            code, out, err = run("ninja", "-C", build, "uninstall")
            tap.ok(code == 0 and tree(stage) == [], "uninstalled, nothing is left",
                   "\n".join(tree(stage)) or out.decode() + err)
        finally:
            if before is None and os.path.exists(log):
                os.remove(log)
            elif before is not None:
                with open(log, "wb") as stream:
                    stream.write(before)


def dist(tap, source):
    """The archive of the last commit, built and run."""
    if not shutil.which("git") or run("git", "rev-parse", "HEAD", cwd=source)[0]:
        tap.skip("dist", "this is no git repository, or there is no git")
        return
    with tempfile.TemporaryDirectory(prefix="renorm-dist-") as place:
        first, second = os.path.join(place, "first"), os.path.join(place, "second")
        code, out, err = run(*MESON, "setup", first, source, "-Dtests=disabled")
        if not tap.ok(code == 0, "configured", out.decode() + err):
            return
        code, out, err = run(*MESON, "dist", "-C", first, "--no-tests", "--allow-dirty",
                             "--formats", "gztar")
        made = [n for n in os.listdir(os.path.join(first, "meson-dist")) if n.endswith(".tar.gz")]
        if not tap.ok(code == 0 and len(made) == 1, "meson dist makes one archive",
                      out.decode() + err):
            return
        run("tar", "-xzf", os.path.join(first, "meson-dist", made[0]), "-C", place)
        opened = os.path.join(place, made[0][:-len(".tar.gz")])
        names = set(os.listdir(opened)) if os.path.isdir(opened) else set()
        tap.ok({"README.md", "LICENSE", "src", "lexicons", "tests", "docs"} <= names
               and ".git" not in names, "it holds the project", names)
        code, out, err = run(*MESON, "setup", second, opened, "-Dtests=disabled",
                             "-Dbuildtype=debug", "-Doptimization=0")
        tap.ok(code == 0, "it is configured", out.decode() + err)
        code, out, err = run("ninja", "-j2", "-C", second, "src/cli/renorm")
        tap.ok(code == 0, "it builds", out.decode()[-2000:] + err)
        code, out, err = run(os.path.join(second, "src", "cli", "renorm"), given=OLD)
        tap.ok((code, out) == (0, NEW), "it reads", err)


def main():
    build, source, prefix, libdir, compiler = sys.argv[1:6]
    tap = Tap()
    if "dist" in sys.argv[6:]:
        dist(tap, source)
    else:
        stage_it(tap, build, source, prefix, libdir, compiler)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
