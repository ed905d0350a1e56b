#!/usr/bin/env python3
"""Run the golden cases: whole outputs of whole commands.

  run.py --renorm PROGRAM [--update] [CASE...]

A case is a folder tests/golden/AREA/CASE with a `cmd`, a shell script that is run in a copy of
the folder. There `renorm` is the program and `samples` are the project's. What it must print and
how it must end stand beside it: `stdout`, `stderr` (no file: nothing), `code` (no file: 0).
--update writes what came out; read the difference before you commit it.
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

DIFF_LINES = 60
SECONDS = 120


def cases(wanted):
    """AREA/CASE of every case, or of those wanted."""
    for area in sorted(os.scandir(HERE), key=lambda e: e.name):
        if area.is_dir():
            for case in sorted(os.scandir(area.path), key=lambda e: e.name):
                name = f"{area.name}/{case.name}"
                if os.path.isfile(os.path.join(case.path, "cmd")) and (
                        not wanted or name in wanted or area.name in wanted):
                    yield name


def run(name, program):
    """What the command printed and how it ended: {file name: bytes}."""
    with tempfile.TemporaryDirectory(prefix="renorm-golden-") as scratch:
        place = os.path.join(scratch, "case")
        shutil.copytree(os.path.join(HERE, name), place)
        os.symlink(os.path.realpath(os.path.join(ROOT, "samples")), os.path.join(place, "samples"))
        os.mkdir(os.path.join(scratch, "bin"))
        os.symlink(os.path.realpath(program), os.path.join(scratch, "bin", "renorm"))
        env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        env.update(PATH=f"{scratch}/bin:/usr/bin:/bin", LC_ALL="C", HOME=scratch)
        done = subprocess.run(["sh", "cmd"], cwd=place, env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS,
                              check=False)
    return {"stdout": done.stdout, "stderr": done.stderr, "code": b"%d\n" % done.returncode}


def expected(name):
    """What the case's files say."""
    want = {"stdout": b"", "stderr": b"", "code": b"0\n"}
    for key in want:
        path = os.path.join(HERE, name, key)
        if os.path.exists(path):
            with open(path, "rb") as stream:
                want[key] = stream.read()
    return want


def update(name, got):
    """Write what came out; what is the default needs no file."""
    for key, default in (("stdout", b""), ("stderr", b""), ("code", b"0\n")):
        path = os.path.join(HERE, name, key)
        if got[key] != default:
            with open(path, "wb") as stream:
                stream.write(got[key])
        elif os.path.exists(path):
            os.remove(path)


def difference(key, want, got):
    """A readable difference of two outputs."""
    def lines(data):
        return data.decode(errors="backslashreplace").splitlines()

    diff = list(difflib.unified_diff(lines(want), lines(got), f"wanted {key}", f"got {key}",
                                     lineterm=""))
    return "\n".join(diff[:DIFF_LINES]) or f"{key}: line ends differ"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("cases", nargs="*")
    args = parser.parse_args()
    tap = Tap()
    for name in cases(args.cases):
        got, want = run(name, args.renorm), expected(name)
        if args.update:
            update(name, got)
            want = got
        why = [difference(key, want[key], got[key]) for key in want if want[key] != got[key]]
        tap.ok(not why, name, "\n".join(why))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
