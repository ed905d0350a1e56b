#!/usr/bin/env python3
"""A compiled lexicon is its layers: the same output, whatever is laid on what; and no bytes hurt.

  compiled.py --renorm PROGRAM [--seed N] [--sanitized]    or the environment's PROP_SEED

The seed of the made-up lexicons and damages is 1 unless another is given, 0 takes a new one each
time; it is printed.
"""

import argparse
import glob
import os
import random
import re
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

LANGS = ("vi", "ms", "en")
SECONDS = 300
COMMANDS = (["--style", "gloss"], ["terms", "--json"], ["explain"], ["--version"])
MASK = (1 << 64) - 1
K0, K1 = 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93  # src/base/hash.h


def seal(data):
    """The file with the checksum of what it holds: src/match/compiled.c."""
    lanes = [1, 2, 3, 4]
    for at, (word,) in enumerate(struct.iter_unpack("<Q", data[32:])):
        value = (lanes[at % 4] ^ word) * K0 & MASK
        lanes[at % 4] = value ^ value >> 32
    for lane in lanes[1:]:
        lanes[0] = (lanes[0] ^ lane) * K1 & MASK
    return data[:24] + struct.pack("<Q", lanes[0]) + data[32:]


class Place:
    """A scratch directory, and the program in it."""

    def __init__(self, renorm, path):
        self.renorm, self.path = os.path.abspath(renorm), path

    def run(self, *args, **env):
        """(exit code, standard output, standard error)."""
        done = subprocess.run([self.renorm, *args], cwd=self.path, env={**os.environ, **env},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=SECONDS, check=False)
        return done.returncode, done.stdout, done.stderr

    def read(self, name):
        with open(os.path.join(self.path, name), "rb") as stream:
            return stream.read()

    def write(self, name, data):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(data)

    def compile(self, name, *args):
        code, _, said = self.run("lexicon", "compile", "-o", name, *args)
        if code or said:
            raise RuntimeError(f"lexicon compile {args}: {code}: {said.decode()}")
        return name


# ---- lexicons that chance makes --------------------------------------------------------------

def stock(lang):
    """Runs of one to four words of the samples."""
    runs = []
    for path in sorted(glob.glob(os.path.join(ROOT, "samples", lang + "-*.txt"))):
        with open(path, encoding="utf-8") as stream:
            words = re.findall(r"[^\W\d_]+", stream.read())
        runs += [words[i:i + n] for n in (1, 2, 3, 4) for i in range(0, len(words) - n, 7)]
    return runs


def form(rng, runs):
    """A form of words that stand in the samples, at times with an option, a choice or a slot."""
    words = list(rng.choice(runs))
    what = rng.randrange(6)
    if what == 0 and len(words) > 1:
        words[-1] = f"[{words[-1]}]"
    elif what == 1:
        words[0] = f"({words[0]}|{rng.choice(rng.choice(runs))})"
    elif what == 2:
        words.append("{org}")
    elif what == 3:
        words.append("[{area}]")
    return rng.choice(("", "", "=")) + " ".join(words)


def make_layer(rng, place, name, runs, others):
    """A layer of a few concepts; `others` are ids of a layer below, to which it adds forms."""
    ids = sorted({f"made-{rng.randrange(400)}" for _ in range(rng.randrange(3, 30))})
    canon = "default: {kind: %s}\n" % rng.choice(("org", "post", "field", "part"))
    canon += "".join(f"{i}: Made {i[5:].translate(str.maketrans('0123456789', 'abcdefghij'))}\n"
                     for i in ids)
    place.write(f"{name}/canon/made.yaml", canon.encode())
    for lang in LANGS:
        text = ""
        for ident in sorted(set(ids) | set(rng.sample(others, min(3, len(others))))):
            forms = "".join(f"    - \"{form(rng, runs[lang])}\"\n" for _ in range(rng.randrange(1, 4)))
            drop = "  replace: true\n" if ident in others and rng.random() < .5 else ""
            text += f"{ident}:\n{drop}  forms:\n{forms}"
        place.write(f"{name}/{lang}/made.yaml", text.encode())
    return ids


# ---- properties ------------------------------------------------------------------------------

def outputs(place, texts, *options):
    return [place.run(*command, *options, *texts) for command in COMMANDS]


def same(tap, place, texts, name, wanted, *ways, commands=COMMANDS):
    """Each way to name the lexicons gives the wanted output."""
    for way in ways:
        got = outputs(place, texts, *way)
        differs = [c for c, g, w in zip(commands, got, wanted) if g != w]
        tap.ok(not differs, f"{name}: {' '.join(way) or 'nothing'}",
               f"{differs}\n{got[0][2].decode(errors='replace')[:2000]}")


def check_given(tap, place, texts):
    """The shipped lexicon, and lexicons that stand among the tests."""
    small, layer = (os.path.join(ROOT, "tests", "data", n) for n in ("lexicon-small", "lexicon-layer"))
    same(tap, place, texts, "the shipped lexicon", outputs(place, texts),
         ("-L", place.compile("shipped.rnl")))
    alone = ("--no-default-lexicon",)
    one = place.compile("small.rnl", *alone, "-L", small)
    two = place.compile("two.rnl", *alone, "-L", small, "-L", layer)
    same(tap, place, texts, "a small one alone", outputs(place, texts, *alone, "-L", small),
         (*alone, "-L", one))
    wanted = outputs(place, texts, *alone, "-L", small, "-L", layer)
    same(tap, place, texts, "a layer on it", wanted,
         (*alone, "-L", two), (*alone, "-L", one, "-L", layer))
    again = place.compile("again.rnl", *alone, "-L", two)
    tap.ok(place.read(two) == place.read(again), "what is compiled twice is the same file")


def check_loaded(tap, place, text):
    """What is mapped needs no libyaml; what is laid upon something else does."""
    on, alone = (place.run("-L", "small.rnl", *args, text, LD_DEBUG="libs")[2]
                 for args in ((), ("--no-default-lexicon",)))
    if b"find library=" not in alone:
        tap.skip("what is loaded", "the program holds its libraries, or the loader does not tell")
        return
    tap.ok(b"libyaml" not in alone, "a mapped lexicon loads no libyaml", alone.decode())
    tap.ok(b"libyaml" in on, "its layers on the shipped one do")


def check_made(tap, place, texts, rng, count):
    """Lexicons that chance makes, in two layers."""
    runs = {lang: stock(lang) for lang in LANGS}
    for number in range(count):
        a, b = f"a{number}", f"b{number}"
        while True:  # chance also makes lexicons that are refused
            ids = make_layer(rng, place, a, runs, [])
            make_layer(rng, place, b, runs, ids)
            if not place.run("lexicon", "stats", a, b)[0]:
                break
        af, bf = place.compile(f"{a}.rnl", a), place.compile(f"{b}-on.rnl", a, b)
        wanted = outputs(place, texts, "-L", a, "-L", b)
        if any(w[0] for w in wanted):
            tap.ok(False, f"made lexicon {number} is read with", wanted)
        same(tap, place, texts, f"made lexicon {number}", wanted, ("-L", bf),
             ("-L", af, "-L", b))
        # a layer that lies twice finds the same, in a lexicon that is another one
        same(tap, place, texts, f"made lexicon {number}", wanted, ("-L", af, "-L", bf),
             commands=COMMANDS[:-1])
    tap.ok(b"[Made " in place.run("--style", "gloss", "-L", "a0.rnl", *texts)[1],
           "what chance made is found in the samples")


def check_old(tap, place, texts):
    """A file of another program is compiled again, and says so until it is made new."""
    data = place.read("a0.rnl")
    place.write("old.rnl", seal(data[:32] + bytes([data[32] ^ 1]) + data[33:]))
    wanted, got = (outputs(place, texts, "-L", n) for n in ("a0", "old.rnl"))
    tap.ok([g[:2] for g in got] == [w[:2] for w in wanted], "a file of another program: its layers")
    tap.ok(all(b"old.rnl: warning: was compiled by another renorm" in g[2] and b"RN-502" in g[2]
               for g in got), "and a warning", got[0][2].decode())
    place.compile("old.rnl", "-L", "a0.rnl")
    tap.ok(outputs(place, texts, "-L", "old.rnl") == wanted, "none any more when it is compiled again")


def check_damage(tap, place, rng, text, count):
    """Files that somebody changed and sealed again are refused, or do no harm."""
    data = place.read("small.rnl")
    tap.ok(seal(data) == data, "the checksum is what this test thinks it is")
    codes = {}
    for number in range(count):
        hurt = bytearray(data)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(32, rng.choice((128, 512, len(hurt))))
            hurt[at] = rng.choice((0, 255, hurt[at] + 1 & 255, rng.randrange(256)))
        place.write("hurt.rnl", seal(bytes(hurt)))
        code, _, said = place.run("explain", "--no-default-lexicon", "-L", "hurt.rnl", text)
        codes[code] = codes.get(code, 0) + 1
        if code not in (0, 2) or (code == 2 and b"error: " not in said):
            return tap.ok(False, "damaged files", f"damage {number}: {code}\n{said.decode()[:4000]}")
    return tap.ok(set(codes) == {0, 2}, "damaged files are refused, or do no harm", codes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--renorm", required=True)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PROP_SEED", "1")))
    parser.add_argument("--sanitized", action="store_true")
    args = parser.parse_args()
    args.seed = args.seed or random.randrange(1, 2 ** 32)
    print(f"# seed {args.seed}")
    tap, rng = Tap(), random.Random(args.seed)
    texts = sorted(glob.glob(os.path.join(os.path.abspath(ROOT), "samples", "*.txt")))
    with tempfile.TemporaryDirectory(prefix="renorm-compiled-") as scratch:
        place = Place(args.renorm, scratch)
        check_given(tap, place, texts)
        check_loaded(tap, place, texts[0])
        check_made(tap, place, texts, rng, 2 if args.sanitized else 6)
        check_old(tap, place, texts)
        check_damage(tap, place, rng, texts[0], 50 if args.sanitized else 200)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
