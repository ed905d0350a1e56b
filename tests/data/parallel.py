#!/usr/bin/env python3
"""Three languages, one truth: each report of samples/parallel/ has the same terms in all three.

  parallel.py --renorm PROGRAM [--reports DIR]

NAME.vi.txt, NAME.en.txt and NAME.ms.txt are one report. The canonical names that the program
finds in them must be the same, each the same number of times: the multisets' Jaccard index is 1.
"""

import argparse
import collections
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

LANGUAGES = ("vi", "en", "ms")
LEAST = 15  # terms that a report worth comparing has


def terms(program, path):
    """How often each canonical name is found in a report, and the languages it is found in."""
    done = subprocess.run([program, "terms", "--json", path], check=True, stdout=subprocess.PIPE)
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return (collections.Counter((r["kind"], r["canonical"]) for r in rows),
            {r["lang"] for r in rows})


def jaccard(a, b):
    """Shared over all, of two multisets; 0 where both are empty."""
    whole = (a | b).total()
    return (a & b).total() / whole if whole else 0.0


def lacking(a, b, name_a, name_b):
    """What one report has and the other has not, for people."""
    rows = [f"{n} x {canonical!r} only in {name_a}"
            for (_, canonical), n in sorted((a - b).items())]
    return "\n".join(rows + [f"{n} x {canonical!r} only in {name_b}"
                             for (_, canonical), n in sorted((b - a).items())])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    parser.add_argument("--reports", default=os.path.join(ROOT, "samples", "parallel"))
    args = parser.parse_args()
    names = sorted({os.path.basename(p).split(".")[0]
                    for p in glob.glob(os.path.join(args.reports, "*.txt"))})
    tap = Tap()
    tap.ok(len(names) >= 5, "there are reports in three languages", str(names))
    for name in names:
        found = {}
        for lang in LANGUAGES:
            path = os.path.join(args.reports, f"{name}.{lang}.txt")
            found[lang], heard = terms(args.renorm, path)
            tap.ok(found[lang].total() >= LEAST, f"{name}.{lang} has terms",
                   f"only {found[lang].total()}")
            tap.ok(heard == {lang}, f"{name}.{lang} is read in its language", str(heard))
        for lang in LANGUAGES[1:]:
            tap.ok(jaccard(found["vi"], found[lang]) == 1.0,
                   f"{name}: the same terms in vi and {lang}",
                   f"{jaccard(found['vi'], found[lang]):.3f}\n"
                   + lacking(found["vi"], found[lang], "vi", lang))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
