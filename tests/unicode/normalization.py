#!/usr/bin/env python3
"""Give the Unicode Consortium's NormalizationTest.txt to the program `normalization`.

  normalization.py PROGRAM [FILE]

FILE is that of Debian's package unicode-data unless another is given; it may be packed by bzip2.
"""

import bz2
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tap import Tap  # pylint: disable=wrong-import-position

PLACES = ("/usr/share/unicode/NormalizationTest.txt", "/usr/share/unicode/NormalizationTest.txt.bz2")
LINES_MIN = 18000  # of Unicode 9 and later


def main():
    tap, name = Tap(), "equivalent text has equal keys"
    path = next((p for p in sys.argv[2:] or PLACES if os.path.exists(p)), None)
    if path is None:
        tap.skip(name, "NormalizationTest.txt is missing: tools/setup installs unicode-data")
        return tap.close()
    with (bz2.open if path.endswith(".bz2") else open)(path, "rb") as stream:
        data = stream.read()
    done = subprocess.run([sys.argv[1]], input=data, stdout=subprocess.PIPE, check=False, timeout=300)
    said = done.stdout.decode()
    tap.ok(done.returncode == 0, name, said[-4000:])
    lines = int(said.splitlines()[-1].split()[0]) if said else 0
    tap.ok(lines >= LINES_MIN, "the whole file was read", said.splitlines()[-1:])
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
