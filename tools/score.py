#!/usr/bin/env python3
"""Score what `renorm terms --json` found in reports against what a person marked in them.

  score.py --renorm PROGRAM [--min F1] [--show] MARKED... --reports DIR
  score.py --plain MARKED > REPORT        print a marked file without its marks
  score.py --jsonl MARKED... --reports DIR  print the gold, one JSON object a report

A mention is right when its span, its kind and its canonical name are. One that lies on nothing
but optional gold counts neither way. --min makes a lower F1 an error, --min-lang a lower share of
right languages among the mentions that are right.
"""

import argparse
import json
import os
import subprocess
import sys

import gold


def find(program, report):
    """The mentions that the program finds in a report."""
    args = [program, "terms", "--json"]
    if report.endswith(".jsonl"):
        args += ["-f", "jsonl"]
    run = subprocess.run([*args, report], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def right(mention, claim):
    """Whether a claim is this mention."""
    return ((claim["start"], claim["end"]) in mention.spans and claim["kind"] == mention.kind
            and claim["canonical"] in mention.names)


def score(mentions, claims):
    """(right, spurious, missed): pairs, claims and mentions of one report."""
    open_ = [m for m in mentions if not m.optional]
    hits, spurious = [], []
    for claim in claims:
        over = [m for m in mentions if m.overlap(claim["start"], claim["end"]) > 0]
        if over and all(m.optional for m in over):
            continue
        hit = next((m for m in open_ if right(m, claim)), None)
        if hit:
            open_.remove(hit)
            hits.append((hit, claim))
        else:
            spurious.append(claim)
    return hits, spurious, open_


def rates(tp, fp, fn):
    """Precision, recall, F1."""
    return (tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0,
            2 * tp / (2 * tp + fp + fn) if tp else 0.0)


def to_json(report, mentions):
    """A report's gold as one JSON object."""
    rows = []
    for m in mentions:
        start, end = m.spans[0]
        with open(report, "rb") as stream:
            text = stream.read()[start:end].decode()
        row = {"start": start, "end": end, "text": text, "kind": m.kind,
               "canonical": m.names[0], "lang": m.lang}
        if m.optional:
            row["optional"] = True
        if m.names[1:]:
            row["accept"] = m.names[1:]
        if m.spans[1:]:
            row["accept_spans"] = m.spans[1:]
        rows.append(row)
    return json.dumps({"doc": os.path.basename(report), "mentions": rows}, ensure_ascii=False)


def run(args):
    """Score the files; 1 when below the bar."""
    total = [0, 0, 0]
    heard = 0
    for path in args.marked:
        report = os.path.join(args.reports, os.path.basename(path))
        mentions = gold.load(path, report)
        if args.jsonl:
            print(to_json(report, mentions))
            continue
        hits, spurious, missed = score(mentions, find(args.renorm, report))
        counts = (len(hits), len(spurious), len(missed))
        total = [a + b for a, b in zip(total, counts)]
        deaf = [(m, c) for m, c in hits if m.lang != c["lang"]]
        heard += len(hits) - len(deaf)
        print(f"{os.path.basename(path):24} F1 {rates(*counts)[2]:.3f}"
              f"  right {counts[0]}, spurious {counts[1]}, missed {counts[2]}")
        if args.show:
            rows = [(m.spans[0], f"missed   {m.text!r} = {m.names[0]!r}") for m in missed]
            rows += [((c["start"], c["end"]), f"spurious {c['text']!r} = {c['canonical']!r}"
                      f" ({c['kind']})") for c in spurious]
            rows += [(m.spans[0], f"language {m.text!r} is {m.lang}, not {c['lang']}")
                     for m, c in deaf]
            for span, line in sorted(rows):
                print(f"    {span[0]}-{span[1]} {line}")
    if args.jsonl:
        return 0
    precision, recall, f1 = rates(*total)
    share = heard / total[0] if total[0] else 0.0
    print(f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  language {share:.3f}")
    return 1 if f1 < args.min or share < args.min_lang else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("marked", nargs="+")
    parser.add_argument("--renorm", default="renorm")
    parser.add_argument("--reports", default="samples")
    parser.add_argument("--min", type=float, default=0.0)
    parser.add_argument("--min-lang", type=float, default=0.0)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--jsonl", action="store_true")
    args = parser.parse_args()
    try:
        if args.plain:
            for path in args.marked:
                with open(path, encoding="utf-8", newline="") as stream:
                    sys.stdout.write(gold.parse(path, stream.read(), "en")[0])
            return 0
        return run(args)
    except (gold.GoldError, OSError, subprocess.CalledProcessError) as error:
        print(f"score.py: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
