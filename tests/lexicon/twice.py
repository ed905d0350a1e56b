#!/usr/bin/env python3
"""What the lexicons' own examples become is what it stays.

  twice.py --renorm PROGRAM

Every example sentence, good or wrong, goes through the filter twice; those that name a province also
with other places in its stead: the names of bodies that have a place are many, and each must be read
as it was written.
"""

import argparse
import glob
import os
import subprocess
import sys

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

LEXICONS = os.path.join(HERE, "..", "..", "lexicons", "*", "*.yaml")
PLACES = {"vi": ("tỉnh Lai Châu", ["Việt Nam", "cấp xã", "thành phố Huế", "xã Ea Kar", "quận 1",
                                   "thành phố Hồ Chí Minh", "đặc khu Phú Quốc", "các huyện", "phường 5",
                                   "Lai Châu", "tỉnh Lai Châu và tỉnh Sơn La", "TP. Cần Thơ", "tỉnh"]),
          "en": ("Lai Chau", ["Vietnam", "Ho Chi Minh City", "Ea Kar"]),
          "ms": ("Lai Chau", ["Vietnam", "Ho Chi Minh City", "Ea Kar"])}


def examples(node):
    """The sentences below `good` and `wrong` keys."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("good", "wrong"):
                yield from (str(s) for s in ([value] if isinstance(value, str) else value))
            else:
                yield from examples(value)
    elif isinstance(node, list):
        for value in node:
            yield from examples(value)


def sentences():
    """{language: every example, as it is and with other places}."""
    found = {}
    for path in sorted(glob.glob(LEXICONS)):
        lang = os.path.basename(os.path.dirname(path))
        with open(path, encoding="utf-8") as stream:
            found.setdefault(lang, []).extend(s.replace("\n", " ") for s in examples(yaml.safe_load(stream)))
    for lang, (place, others) in PLACES.items():
        found[lang] += [s.replace(place, other) for s in found[lang] if place in s for other in others]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    args = parser.parse_args()
    tap = Tap()

    def run(lines):
        done = subprocess.run([os.path.realpath(args.renorm), "--lines"], stdout=subprocess.PIPE,
                              input="".join(line + "\n" for line in lines).encode(), check=True)
        return done.stdout.decode().split("\n")[:-1]

    for lang, given in sentences().items():
        if not given:
            continue
        once = run(given)
        again = run(once)
        bad = [f"{line}\n  {first}\n  {second}" for line, first, second in zip(given, once, again)
               if first != second]
        tap.ok(not bad and len(once) == len(given) and once != given,
               f"{len(given)} sentences in {lang}: a second run changes nothing", "\n".join(bad[:10]))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
