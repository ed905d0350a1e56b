#!/usr/bin/env python3
"""Read every example that stands beside a form of the shipped lexicon.

  examples.py --renorm PROGRAM [LEXICONS]

A `good` sentence must hold a mention with the name that is given for it; in a `wrong` one the
form's concept must not be found. Each sentence is read by itself, its language detected.
"""

import argparse
import collections
import glob
import json
import os
import subprocess
import sys

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position


def examples(lexicons):
    """(file, concept, sentence, name or None for a wrong one) of every example."""
    for lang in ("vi", "ms", "en"):
        for path in sorted(glob.glob(os.path.join(lexicons, lang, "*.yaml"))):
            shown = os.path.relpath(path, lexicons)
            with open(path, encoding="utf-8") as stream:
                topics = yaml.safe_load(stream) or {}
            for concept, forms in topics.items():
                if isinstance(forms, dict):
                    forms = forms.get("forms", [])
                for form in forms if isinstance(forms, list) else []:
                    if not isinstance(form, dict):
                        continue
                    for sentence, name in (form.get("good") or {}).items():
                        yield shown, concept, sentence, name
                    for sentence in form.get("wrong") or []:
                        yield shown, concept, sentence, None


def read(program, sentences):
    """The mentions of each sentence, as (name, concept)."""
    data = "".join(s + "\n" for s in sentences).encode()
    done = subprocess.run([program, "terms", "--json", "--lines"], input=data, check=True,
                          stdout=subprocess.PIPE)
    found = collections.defaultdict(list)
    for line in done.stdout.decode().splitlines():
        row = json.loads(line)
        found[row["line"]].append((row["canonical"], row["concept"]))
    return [found[number] for number in range(1, len(sentences) + 1)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    parser.add_argument("lexicons", nargs="?", default=os.path.join(ROOT, "lexicons"))
    args = parser.parse_args()
    rows = list(examples(args.lexicons))
    tap = Tap()
    tap.ok(len(rows) > 300, "the lexicons have examples", f"{len(rows)}")
    for (path, concept, sentence, name), found in zip(rows, read(args.renorm,
                                                                 [r[2] for r in rows])):
        if name is not None:
            good = name in (n for n, _ in found)
        else:
            good = concept not in (c for _, c in found)
        tap.ok(good, f"{path}: {concept}: {sentence}",
               f"wanted {name or 'no ' + concept}, found {found}")
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
