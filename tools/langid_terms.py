#!/usr/bin/env python3
"""Print the words of the lexicons' forms, for tools/train_langid.

usage: langid_terms.py LEXICON_DIR

LEXICON_DIR   the forms of one language: lexicons/vi, lexicons/ms, lexicons/en

One form a line, in the order of the files. Each alternative stands once, slots and brackets
are left out. Examples (good, wrong) are lines of their own; canonical names are not printed.
"""
import glob
import os
import re
import sys


def paths(form):
    """A form with its alternatives: as many lines as its widest group has."""
    form = re.sub(r"\{[^}]*\}", " ", form.lstrip("="))
    groups = re.split(r"[\[\](){}]", form)
    width = max(g.count("|") + 1 for g in groups)
    for i in range(width):
        parts = [g.split("|") for g in groups]
        yield " ".join(" ".join(p[i % len(p)] for p in parts).replace("\\", "").split())


def lines(path):
    with open(path, encoding="utf-8") as f:
        for row in f:
            m = re.match(r"\s*(?:- )?(?:form: )?(\"(?:[^\"\\]|\\.)*\"|[^:\"#]+?\.)(?::.*)?$", row.rstrip())
            if not m and re.match(r"\s*- [^{\"'=]*$", row) and "form:" not in row:
                yield row.strip()[2:]
            elif m:
                yield m.group(1).strip('"').lstrip("- ")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    seen = set()
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.yaml"))):
        for form in lines(path):
            for text in paths(form):
                if any(c.isalpha() for c in text) and text not in seen:
                    seen.add(text)
                    print(text)


if __name__ == "__main__":
    main()
