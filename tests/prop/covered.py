#!/usr/bin/env python3
"""Deleting the forms that lint says add nothing changes nothing.

  covered.py --renorm PROGRAM [--seed N]      or the environment's PROP_SEED

Small lexicons are made up of few words, so that forms often say what others say and texts can be
read in many ways. Of each the forms that RN-407 warns of are deleted, all at once; what the two
lexicons find in made-up texts is compared. A form that stands twice must be among them.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

LEXICONS = 100
CANON = """\
kinds:
  title: {emit: true}
  body: {emit: true}
  org: body
  part: org
  field:
  level:
  area:
bank: {kind: org, name: Bank}
board: {kind: part, name: Board}
city: {kind: level, name: City}
farming: {kind: field, name: Farming}
health: {kind: field, name: Health}
office: {kind: org, name: "Office[ of the {org}][ for {field}][ in the {level}][ or {b}]"}
head: {kind: title, name: "Head[ of the {org}][ for {field}][ or {b}]"}
"""
ALL = '"all {org} {field} {level=city} {part:b}"'  # every slot of the names
IDS = ("bank", "board", "city", "farming", "health", "head", "office")
WORDS = {"vi": "tổ tố bàn tỉnh UBND ubnd của tế".split(), "en": "desk desks of the panel PAN pan 's".split()}
SLOTS = ("{org}", "{org:b}", "{part:b}", "{field}", "{level=city}", "{field=health}")
KEYS = ("alone: never", "alone: capital", "alone: free", "open: yes", "not-before: field")


def pieces(rng, lang, slots, depth=0):
    """A sequence of the notation."""
    for _ in range(rng.randint(1, 2)):
        kind = rng.random()
        if kind < 0.5 or depth > 1:
            yield rng.choice(WORDS[lang])
        elif kind < 0.75 and slots:
            yield rng.choice(SLOTS)
        elif kind < 0.85:
            yield "[" + " ".join(pieces(rng, lang, slots, depth + 1)) + "]"
        else:
            yield "(" + "|".join(" ".join(pieces(rng, lang, slots, depth + 1))
                                 for _ in range(rng.randint(2, 3))) + ")"


def form(rng, lang, slots):
    """A line of YAML: a form that cannot be empty."""
    word = rng.choice(WORDS[lang][:-1])
    text = " ".join(pieces(rng, lang, slots)) if rng.random() < 0.8 else ""
    text = " ".join(rng.sample([word, text], 2)).strip()
    if rng.random() < 0.1:
        text = "=" + text.capitalize()
    if rng.random() < 0.15:
        return f'{{form: "{text}", {rng.choice(KEYS)}}}'
    return f'"{text}"'


def narrow(rng, line):
    """The form without an option or an alternative, or as it is."""
    inner = re.findall(r"\[[^\[\]()]*\]|\([^\[\]()]*\)", line)
    if not inner:
        return line
    piece = rng.choice(inner)
    instead = rng.choice(piece[1:-1].split("|")) if piece[0] == "(" else rng.choice(("", piece[1:-1]))
    return line.replace(piece, instead, 1)


def make(rng):
    """{language: its lines}; some forms stand twice, or once more and narrower."""
    made = {}
    for lang in ("en", "vi"):
        made[lang] = []
        for ident in IDS:
            slots = ident in ("head", "office")
            forms = [form(rng, lang, slots) for _ in range(rng.randint(1, 4))]
            forms += [ALL] * slots
            for other in rng.sample(forms, rng.randint(0, len(forms))):
                forms.insert(rng.randint(0, len(forms)), narrow(rng, other))
            made[lang] += [ident + ":"] + ["  - " + line for line in forms]
    return made


def write(place, made):
    """A directory of YAML."""
    for name, text in {"canon": CANON, **{lang: "\n".join(lines) + "\n" for lang, lines in made.items()}}.items():
        os.makedirs(os.path.join(place, name), exist_ok=True)
        with open(os.path.join(place, name, "a.yaml"), "w", encoding="utf-8") as stream:
            stream.write(text)


def texts(rng):
    """Lines of the words of both languages."""
    for _ in range(400):
        words = rng.choices(WORDS[rng.choice(("en", "vi"))], k=rng.randint(1, 9))
        words = [rng.choice((str, str, str, str.capitalize, str.upper))(word) for word in words]
        yield " ".join(words).replace(" '", "'")


class Program:
    """The program under test, with a lexicon."""

    def __init__(self, path):
        self.path = os.path.realpath(path)

    def run(self, data, *args):
        """(exit code, output)."""
        done = subprocess.run([self.path, *args], input=data.encode(), stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=60, check=False)
        return done.returncode, done.stdout.decode()

    def findings(self, place):
        """What lint says of the lexicon; None where it is refused."""
        code, out = self.run("", "lexicon", "lint", "--no-default-lexicon", "-v", "--format", "json", place)
        return None if code else [json.loads(line) for line in out.splitlines()]

    def read(self, place, text):
        """What is found in the lines, and what becomes of them."""
        common = ("--lines", "--no-default-lexicon", "-L", place)
        return self.run(text, "terms", "--json", *common), self.run(text, *common)


def deleted(made, findings):
    """The lexicon without the forms that add nothing, and these."""
    found = {(os.path.basename(os.path.dirname(f["file"])), f["line"]) for f in findings
             if f["code"] == "RN-407" and f["severity"] == "warning"}
    return {lang: [line for n, line in enumerate(lines, 1) if (lang, n) not in found]
            for lang, lines in made.items()}, found


def twice(made):
    """(language, line number) of forms that a line before says for the concept."""
    for lang, lines in made.items():
        seen = set()
        for n, line in enumerate(lines, 1):
            if not line.startswith(" "):
                seen = set()
            elif line in seen:
                yield lang, n
            seen.add(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PROP_SEED", "1")))
    options = parser.parse_args()
    seed = options.seed or random.SystemRandom().randrange(1, 1 << 32)
    print(f"# seed {seed}")
    rng, tap, program = random.Random(seed), Tap(), Program(options.renorm)
    lexicons = forms = notes = 0
    while lexicons < LEXICONS:
        made, text = make(rng), "\n".join(texts(rng)) + "\n"
        with tempfile.TemporaryDirectory(prefix="renorm-covered-") as place:
            write(place, made)
            findings = program.findings(place)
            if findings is None:
                continue
            lexicons += 1
            less, found = deleted(made, findings)
            forms += len(found)
            notes += sum(f["code"] == "RN-407" for f in findings) - len(found)
            before = program.read(place, text)
            write(place, less)
            after = program.read(place, text)
        missed = set(twice(made)) - found
        if before != after or missed:
            tap.ok(False, f"lexicon {lexicons}", f"deleted {found}, missed {missed}\n{made}\n" + "\n".join(
                f"{a}\n{b}" for a, b in zip((before[0][1] + before[1][1]).splitlines(),
                                            (after[0][1] + after[1][1]).splitlines()) if a != b))
    tap.ok(forms > LEXICONS, f"{forms} forms of {LEXICONS} lexicons add nothing, {notes} but their place")
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
