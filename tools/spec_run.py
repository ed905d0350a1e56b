#!/usr/bin/env python3
"""Run the examples of the specification against the program.

  spec_run.py --renorm PROGRAM [FILE.md...]      default: tests/spec/*.md

An example is a fenced block. Its first word says what it is, the rest are options:

    ```renorm --style gloss         the filter: input, a line `=>`, output
    ```mentions                     input, `=>`, one line a mention: `kind: words = name`
    ```bytes                        as `renorm`, where \\xNN, \\u{NNNN}, \\r, \\t and \\\\ stand for
                                    what they name, and line ends of the block do not count

`=> 3` wants that exit code. Several options may stand in one block's first line as in a shell.
"""

import argparse
import glob
import json
import os
import re
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..")
sys.path.insert(0, os.path.join(ROOT, "tests"))
from tap import Tap  # pylint: disable=wrong-import-position

FENCE = re.compile(r"^```(renorm|mentions|bytes)\b[ \t]*(.*)$")
ARROW = re.compile(r"^=>(?: (\d+))?$")
ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]+)\}|([rnt\\]))")


class SpecError(Exception):
    """A block that is no example."""


def unescape(text):
    """The bytes that an escaped text stands for."""
    out, last = b"", 0
    for found in ESCAPE.finditer(text):
        out += text[last:found.start()].encode()
        byte, point, letter = found.groups()
        if byte:
            out += bytes([int(byte, 16)])
        elif point:
            out += chr(int(point, 16)).encode()
        else:
            out += {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}[letter]
        last = found.end()
    return out + text[last:].encode()


def examples(path):
    """(line, sort, options, input, output, exit code) of every example of a file."""
    with open(path, encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    at = 0
    while at < len(lines):
        fence = FENCE.match(lines[at])
        at += 1
        if not fence:
            continue
        first = at
        while at < len(lines) and lines[at] != "```":
            at += 1
        block = lines[first:at]
        arrows = [i for i, line in enumerate(block) if ARROW.match(line)]
        if at == len(lines) or len(arrows) != 1:
            raise SpecError(f"{path}:{first}: an example wants one line `=>` and an end")
        sides = block[:arrows[0]], block[arrows[0] + 1:]
        if fence.group(1) == "bytes":
            given, wanted = (unescape("".join(side)) for side in sides)
        else:
            given, wanted = ("".join(line + "\n" for line in side).encode() for side in sides)
        code = int(ARROW.match(block[arrows[0]]).group(1) or 0)
        yield first, fence.group(1), shlex.split(fence.group(2)), given, wanted, code


def run(program, sort, options, given):
    """(output, exit code, messages) of the program on one example."""
    args = ["terms", "--json", *options] if sort == "mentions" else options
    env = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run([program, *args], input=given, stdout=subprocess.PIPE, env=env,
                          stderr=subprocess.PIPE, timeout=60, check=False)
    out = done.stdout
    if sort == "mentions" and done.returncode == 0:
        rows = [json.loads(line) for line in out.decode().splitlines()]
        out = "".join("{kind}: {text} = {canonical}\n".format(
            **{**row, "text": row["text"].replace("\n", " / ")}) for row in rows).encode()
    return out, done.returncode, done.stderr.decode(errors="replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    parser.add_argument("files", nargs="*")
    args = parser.parse_args()
    tap = Tap()
    for path in args.files or sorted(glob.glob(os.path.join(ROOT, "tests", "spec", "*.md"))):
        try:
            for line, sort, options, given, wanted, code in examples(path):
                got, ended, said = run(args.renorm, sort, options, given)
                tap.ok(got == wanted and ended == code, f"{os.path.basename(path)}:{line}",
                       f"input:  {given!r}\nwanted: {wanted.decode(errors='backslashreplace')}"
                       f"got:    {got.decode(errors='backslashreplace')}"
                       f"exit code {ended}, wanted {code}\n{said}")
        except SpecError as error:
            tap.ok(False, os.path.basename(path), str(error))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
