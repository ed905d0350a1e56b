#!/usr/bin/env python3
"""What a lexicon says does not depend on how it came to the program.

  layers.py --renorm PROGRAM [--seed N]      or the environment's PROP_SEED

The shipped lexicon is the one that its YAML makes; a layer that says nothing changes nothing; a layer
of concepts that have nothing to do with the rest changes nothing else; and files and layers may be cut
otherwise. Read are the samples and made-up reports.
"""

import argparse
import os
import random
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, ".."))
from promises import Program, documents, samples  # pylint: disable=wrong-import-position
from tap import Tap  # pylint: disable=wrong-import-position

LEXICONS = os.path.join(HERE, "..", "..", "lexicons")
CONCEPTS = 12


def word(rng):
    """A word that is in no language, with marks now and then."""
    return "".join(rng.choice(["zw", "qv", "xh", "jz", "wq"]) + rng.choice(["a", "o", "u", "ă", "ộ"])
                   for _ in range(rng.randrange(3, 5)))


def write(folder, files):
    """Files of YAML below a folder, {path: text}."""
    for path, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), "w", encoding="utf-8") as stream:
            stream.write(text)
    return folder


def strangers(rng):
    """Concepts that nobody asked for: (canon, forms) by id, with slots among their own."""
    made = {}
    for number in range(CONCEPTS):
        name = f"zz-{number:02}"
        kind = rng.choice(["org", "part", "post", "field"])
        form = " ".join(word(rng) for _ in range(rng.randrange(1, 4)))
        made[name] = (f"{name}: {{kind: {kind}, name: {word(rng).capitalize()} {number}}}\n",
                      f"{name}:\n  - {form}\n", form)
    return made


def layer(folder, made, ids):
    """A layer of some of them, in every language."""
    forms = "".join(made[i][1] for i in ids)
    return write(folder, {"canon/zz.yaml": "".join(made[i][0] for i in ids), "vi/zz.yaml": forms,
                          "ms/zz.yaml": forms, "en/zz.yaml": forms})


class Readings:
    """All that the program says of the reports, with these options."""

    def __init__(self, program, paths):
        self.program, self.paths = program, paths

    def __call__(self, *args):
        return (self.program.run(b"", *args, *self.paths),
                self.program.run(b"", "terms", "--json", *args, *self.paths))


def differ(one, other):
    """Where two readings part."""
    for first, second in zip(one, other):
        if first != second:
            at = len(os.path.commonprefix([first, second]))
            return f"…{first[max(0, at - 80):at + 80]}… / …{second[max(0, at - 80):at + 80]}…"
    return ""


def check(tap, readings, place, rng):
    """Every property; each is one test point."""
    plain = readings()
    made = strangers(rng)
    ids = sorted(made)
    half = rng.randrange(1, len(ids))
    whole = layer(os.path.join(place, "whole"), made, ids)
    parts = [layer(os.path.join(place, "one"), made, ids[:half]),
             layer(os.path.join(place, "two"), made, ids[half:])]
    empty = write(os.path.join(place, "empty"), {"canon/nothing.yaml": "# nothing\n"})

    got = readings("--no-default-lexicon", "-L", LEXICONS)
    tap.ok(got == plain, "the shipped lexicon says what its YAML says", differ(plain, got))
    got = readings("-L", empty)
    tap.ok(got == plain, "a layer that says nothing changes nothing", differ(plain, got))
    got = readings("-L", whole)
    tap.ok(got == plain, "concepts that are strangers to all change nothing else", differ(plain, got))
    words = "; ".join(made[i][2] for i in ids).encode()
    alone = [readings.program.run(words, *args) for args in
             (["-L", whole], ["-L", parts[0], "-L", parts[1]], ["-L", parts[1], "-L", parts[0]])]
    tap.ok(alone[0] != words and alone[0] == alone[1] == alone[2],
           "a layer in two parts, in either order, is the layer", differ(alone[:1], alone[1:2]))
    got = readings("-L", LEXICONS)
    tap.ok(got == plain, "a lexicon on itself changes nothing", differ(plain, got))


def copy_renamed(folder, rng):
    """The lexicons with the files of each folder under other names, so that they come in another
    order."""
    files = {}
    for at, _, names in os.walk(LEXICONS):
        below = os.path.relpath(at, LEXICONS)
        taken = [f"{n:02}.yaml" for n in range(len(names))]
        rng.shuffle(taken)
        for name, other in zip(sorted(names), taken):
            if name.endswith(".yaml"):
                with open(os.path.join(at, name), encoding="utf-8") as stream:
                    files[name if below == "." else os.path.join(below, other)] = stream.read()
    return write(folder, files)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PROP_SEED", "1")))
    args = parser.parse_args()
    args.seed = args.seed or random.randrange(1, 2 ** 32)
    print(f"# seed {args.seed}")
    tap, rng = Tap(), random.Random(args.seed)
    with tempfile.TemporaryDirectory() as place:
        paths = []
        for number, (_, data) in enumerate(list(samples()) + list(documents(rng))):
            paths.append(os.path.join(place, f"{number:02}.txt"))
            with open(paths[-1], "wb") as stream:
                stream.write(data)
        readings = Readings(Program(args.renorm), paths)
        check(tap, readings, place, rng)
        got = readings("--no-default-lexicon", "-L", copy_renamed(os.path.join(place, "renamed"), rng))
        tap.ok(got == readings(), "the names of a lexicon's files do not matter",
               differ(readings(), got))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
