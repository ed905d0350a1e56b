#!/usr/bin/env python3
"""Check that every header compiles alone, and twice in one file.

  check_headers.py ROOT CC...     CC is the compiler with the arguments that find libraries
"""

import concurrent.futures
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tests"))
from tap import Tap  # pylint: disable=wrong-import-position


def headers(root):
    """Paths of all headers, as they are included."""
    for base in ("src", "src/include"):
        top = os.path.join(root, base)
        for folder, folders, names in os.walk(top):
            if base == "src" and folder == top:
                folders[:] = [f for f in folders if f != "include"]
            for name in names:
                if name.endswith(".h"):
                    yield os.path.relpath(os.path.join(folder, name), top)


def compile_alone(root, compiler, header):
    """What the compiler says about a file that includes only this header, twice."""
    args = [*compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
            "-D_POSIX_C_SOURCE=200809L", f"-I{root}/src", f"-I{root}/src/include", "-x", "c", "-"]
    source = f'#include "{header}"\n' * 2 + "extern int rn_nothing;\n"
    run = subprocess.run(args, input=source.encode(), stderr=subprocess.STDOUT,
                         stdout=subprocess.PIPE, check=False)
    return run.returncode, run.stdout.decode(errors="replace")


def main():
    root, compiler = sys.argv[1], sys.argv[2:] or ["cc"]
    tap = Tap()
    names = sorted(headers(root))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, (code, said) in zip(names, pool.map(
                lambda n: compile_alone(root, compiler, n), names)):
            tap.ok(code == 0, f"{name} stands alone", said)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
