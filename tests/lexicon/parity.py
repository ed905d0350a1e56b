#!/usr/bin/env python3
"""Every concept of the shipped lexicon has a form in each language, or a reason why not.

  parity.py --renorm PROGRAM

Also prints how many concepts with slots lack a good or a wrong example.
"""

import argparse
import collections
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    args = parser.parse_args()
    done = subprocess.run([args.renorm, "lexicon", "stats", "--json"], check=True,
                          stdout=subprocess.PIPE)
    stats = json.loads(done.stdout)
    tap = Tap()
    names = [row["name"] for row in stats["languages"]]
    tap.ok(names == ["vi", "ms", "en"], "three languages", names)
    for lang in names:
        gaps = [f"{gap['file']}:{gap['line']}: {gap['concept']}" for gap in stats["missing"]
                if gap["what"] == "form" and gap["lang"] == lang and not gap["reason"]]
        tap.ok(not gaps, f"each concept has a form in {lang}, or a reason", "\n".join(gaps))
    count = collections.Counter((gap["what"], gap["lang"]) for gap in stats["missing"]
                                if gap["what"] != "form")
    for (what, lang), number in sorted(count.items()):
        tap.note(f"{number} constructions lack a {what} example in {lang}")
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
