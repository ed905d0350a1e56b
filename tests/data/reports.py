#!/usr/bin/env python3
"""The samples, read and written, are what they were: every mention and every byte.

  reports.py --renorm PROGRAM [--update]

gold asks whether they are read rightly, and lets some differ; here nothing may change unseen.
--update takes what the program says now: read it in the diff.
"""

import argparse
import difflib
import glob
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--renorm", required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    program = os.path.abspath(options.renorm)
    texts = sorted(glob.glob("samples/*.txt", root_dir=ROOT)
                   + glob.glob("samples/parallel/*", root_dir=ROOT))
    records = ["-f", "jsonl", "samples/records.jsonl"]
    tap = Tap()
    for name, words in (("terms.tsv", ["terms", *texts]), ("text", texts),
                        ("gloss", ["--style", "gloss", *texts]), ("records.tsv", ["terms", *records]),
                        ("records.jsonl", ["--mentions", "mentions", *records])):
        run = subprocess.run([program, *words], cwd=ROOT, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, check=False)
        path = os.path.join(HERE, "reports", name)
        if options.update:
            with open(path, "wb") as stream:
                stream.write(run.stdout)
        with open(path, "rb") as stream:
            want = stream.read()
        diff = difflib.unified_diff(want.decode().splitlines(), run.stdout.decode().splitlines(),
                                    "wanted", "got", n=0, lineterm="")
        tap.ok(run.returncode == 0 and len(texts) > 10 and run.stdout == want,
               f"the samples: {name}", run.stderr.decode() + "\n".join(list(diff)[:40]))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
