#!/usr/bin/env python3
"""How much of a table of terms comes out right.

  terms_check.py [--renorm PROGRAM] [--lang vi|ms|en|auto] [--exceptions FILE]
                 [--min SHARE] [--min-none SHARE] [--quiet] TABLE.tsv…

A table has a header line and the columns surface, kind, canonical, count, note. Each surface is put
on a line of its own and all of them are given to `PROGRAM terms --json --lines`. A row is right when
the line has exactly the mention listed: its kind and its canonical name, singular and plural taken
as one. What the tables mean besides:

  kind none            must stay unmarked; counted apart
  kind honorific       is a title; kind place is skipped
  A + B                several mentions, in this order; a word they share may stand once
  (generic), <company> neither right nor wrong: counted as right
  optional, law by title, … in the note: may also stay unmarked
  Indonesian           in a note: such rows are left aside

`Comrade` before another title and the organ that issued a document are mentions of their own and no
fault. FILE names rows that the rules
of naming contradict: surface, the name by the rules (or "unmarked", or "any"), the reason.

Prints every miss, then the shares. Exit 1 when a share is below --min or --min-none, 2 when the
program failed.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys

OPTIONAL = re.compile(r"optional|generic|law by title|type word alone|compan|school|heading")
KINDS = {"honorific": "title"}


def singular(word):
    """One key for a word and its regular plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "'s")) and len(word) > 3:
        return word[:-1]
    return {"men": "man"}.get(word, word)


def key(name):
    """A canonical name with number, articles and small marks levelled."""
    name = re.sub(r"\s*\((?:generic|at all levels|two titles)[^)]*\)", "", name)
    words = name.casefold().replace(",", "").split()
    return " ".join(singular(w) for w in words if w != "the")


def read_table(path):
    with open(path, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [r for r in rows if r["kind"] != "place" and "Indonesian" not in (r.get("note") or "")]


def read_exceptions(path):
    out = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                surface, name = line.rstrip("\n").split("\t")[:2]
                out[surface] = name
    return out


def mentions_by_line(program, lang, surfaces):
    """The mentions of each line, in order."""
    text = "".join(s + "\n" for s in surfaces).encode("utf-8")
    argv = [program, "terms", "--json", "--lines"]
    if lang != "auto":
        argv += ["--lang", lang]
    run = subprocess.run(argv + ["-"], input=text, stdout=subprocess.PIPE)
    if run.returncode:
        sys.exit(2)
    found = [[] for _ in surfaces]
    for line in run.stdout.decode("utf-8").splitlines():
        row = json.loads(line)
        found[row["line"] - 1].append(row)
    return found


def shared_words(names):
    """`A of the X + B` may stand for `A of the X` and `B of the X`: only heads are compared."""
    return [key(n) for n in names]


def right(row, got, exceptions):
    expected = exceptions.get(row["surface"], row["canonical"])
    if expected == "any" or "(generic" in row["canonical"] or "<" in row["canonical"]:
        return True
    if row["kind"] == "none" or expected == "unmarked":
        return not got
    note = (row.get("note") or "") + " " + row["canonical"]
    if not got:
        return bool(OPTIONAL.search(note))
    kind = KINDS.get(row["kind"], row["kind"])
    if " + " in expected:
        want = shared_words(expected.split(" + "))
        have = [key(m["canonical"]) for m in got]
        return len(want) == len(have) and all(
            w == h or h.startswith(w.split(" of ")[0]) or h.endswith(w)
            or w.split()[-1] == h.split()[-1]
            for w, h in zip(want, have))
    rest = [m for m in got if m["canonical"] != "Comrade"]
    if kind == "resolution" and any(m["kind"] == kind for m in rest):
        rest = [m for m in rest if m["kind"] != "body"]
    if key(expected) == "comrade":
        rest = got
    return (len(rest) == 1 and key(rest[0]["canonical"]) == key(expected)
            and (rest[0]["kind"] == kind or row["surface"] in exceptions))


def check(path, args, exceptions):
    rows = read_table(path)
    lang = args.lang
    if lang == "guess":
        stem = os.path.basename(path).split(".")[0]
        lang = stem if stem in ("vi", "ms", "en") else "auto"
    found = mentions_by_line(args.renorm, lang, [r["surface"] for r in rows])
    share = {}
    for what in ("terms", "none"):
        mine = [(r, g) for r, g in zip(rows, found) if (r["kind"] == "none") == (what == "none")]
        good = 0
        for r, g in mine:
            if right(r, g, exceptions):
                good += 1
            elif not args.quiet:
                print("%s\t%s\t%s\t%s" % (os.path.basename(path), r["surface"],
                                         r["canonical"] if what == "terms" else "unmarked",
                                         " + ".join(m["canonical"] for m in g) or "-"))
        share[what] = good / len(mine) if mine else 1.0
        print("%s %s: %d of %d right, %.3f" % (path, what, good, len(mine), share[what]))
    return share["terms"] >= args.min and share["none"] >= args.min_none


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--renorm", default="renorm", help="the program")
    ap.add_argument("--lang", default="auto", choices=("auto", "guess", "vi", "ms", "en"),
                    help="read as this language; guess: the name of the table")
    ap.add_argument("--exceptions", help="rows that the rules of naming contradict")
    ap.add_argument("--min", type=float, default=0.0)
    ap.add_argument("--min-none", type=float, default=0.0)
    ap.add_argument("--quiet", action="store_true", help="shares only")
    ap.add_argument("tables", nargs="+")
    args = ap.parse_args()
    exceptions = read_exceptions(args.exceptions) if args.exceptions else {}
    ok = [check(path, args, exceptions) for path in args.tables]
    return 0 if all(ok) else 1


if __name__ == "__main__":
    sys.exit(main())
