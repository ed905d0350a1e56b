#!/usr/bin/env python3
"""Whatever fails, nothing is lost and nothing is half.

  faults.py PROGRAM [--most N] [--seed N]      or the environment's PROP_SEED

PROGRAM is the copy of renorm that faults.c is linked into. Each command is run once in peace; then
with reads and writes of a few bytes and interruptions, which must change nothing; then again and
again with each of its calls of the C library failing in turn: with N of them where there are more,
chosen by the seed. It may finish as if nothing had been, or says what is wrong and exits with 2; a
file that it was to write is the old one or the new one, whole. So it is when a signal ends the
program behind a call, whichever.
"""

import argparse
import collections
import concurrent.futures
import errno
import os
import random
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

LEXICON = ["--no-default-lexicon", "-L", os.path.join(HERE, "..", "cli", "lexicon")]
REPORT = "Hôm nay Sở Y tế họp, Bộ Chính trị nghe.\nThe Politburo met.\n".encode() * 3
RECORDS = '{"title":"Sở Y tế","body":"Bộ Chính trị"}\n{bad\n{"title":"\\u0053ở Y tế"}\n'.encode()

# A command, the files that it may replace, and the lexicon that it loads: with the shipped one there
# are few allocations, so that each of them fails.
Command = collections.namedtuple("Command", "name args writes lexicon", defaults=([],))
COMMANDS = [
    Command("filter", [], []),
    Command("layer", ["-"], [], LEXICON),
    Command("files", ["a", "none", "b"], []),
    Command("records", ["-f", "jsonl", "--mentions", "m", "r"], []),
    Command("diff", ["--diff", "a"], []),
    Command("check and list", ["--check", "--list", "a", "b"], []),
    Command("names from a file", ["--files-from", "names"], []),
    Command("output", ["-o", "o", "a"], ["o"]),
    Command("in place", ["-i", "a", "b"], ["a", "b"]),
    Command("in place with a copy", ["-i.bak", "a"], ["a", "a.bak"]),
    Command("terms", ["terms", "--json", "a"], []),
    Command("terms to a file", ["terms", "-o", "o", "a"], ["o"]),
    Command("detect", ["detect", "a"], []),
    Command("detect lines", ["detect", "--lines", "b"], []),
    Command("explain", ["explain", "a"], []),
    Command("compare", ["compare", "a", "b"], []),
    Command("compile", ["lexicon", "compile", "-o", "o"], ["o"], LEXICON),
    Command("compiled lexicon", ["a"], [], ["--no-default-lexicon", "-L", "compiled"]),
    Command("lint", ["lexicon", "lint"], [], LEXICON),
    Command("lexicon test", ["lexicon", "test"], [], LEXICON),
    Command("lexicon stats", ["lexicon", "stats"], [], LEXICON),
]
KILL = "kill"  # where a number is expected: the call is done, and a signal comes
SAY_ON_STDOUT = ("lint", "lexicon test")  # what they find is their answer

# What may fail, and how. Allocations fail alone and from one on.
FAULTS = {
    "malloc": [("", errno.ENOMEM), ("+", errno.ENOMEM)],
    "read": [("", errno.EIO)],
    "write": [("", errno.ENOSPC), ("+", errno.EIO)],
    "open": [("", errno.EACCES), ("+", errno.EMFILE)],
    "fopen": [("", errno.ENOENT)],
    "fread": [("", errno.EIO)],
    "stat": [("", errno.EACCES)],
    "fstat": [("", errno.EIO)],
    "opendir": [("", errno.EACCES)],
    "readdir": [("", errno.EIO)],
    "mkstemp": [("", errno.ENOSPC)],
    "mmap": [("", errno.ENOMEM)],
    "fsync": [("", errno.EIO)],
    "close": [("", errno.ENOSPC)],
    "rename": [("", errno.EACCES)],
    "link": [("", errno.EPERM)],
    "fchmod": [("", errno.EPERM)],
    "fchown": [("", errno.EPERM)],
    "realpath": [("", errno.ENOENT)],
    "readlink": [("", errno.EACCES)],
}

Result = collections.namedtuple("Result", "code out err files")


class Runner:
    """Runs commands in a directory that is made anew where it was written to."""

    def __init__(self, program, place):
        self.program, self.place, self.runs = os.path.realpath(program), place, 0
        self.plain = {"a": REPORT, "b": REPORT + b"x", "r": RECORDS, "names": b"a\nb\n"}
        self.run(Command("", ["lexicon", "compile", "-o", "compiled"], [], LEXICON))
        self.plain["compiled"] = self.files()["compiled"]

    def fill(self):
        """The files as they are before a run."""
        for name in os.listdir(self.place):
            if name not in self.plain:
                os.unlink(os.path.join(self.place, name))
        for name, data in self.plain.items():
            with open(os.path.join(self.place, name), "wb") as stream:
                stream.write(data)

    def files(self):
        """What is there now."""
        found = {}
        for name in os.listdir(self.place):
            with open(os.path.join(self.place, name), "rb") as stream:
                found[name] = stream.read()
        return found

    def run(self, command, **env):
        """One run in a fresh directory."""
        words = command.args
        heads = {"terms": 1, "detect": 1, "explain": 1, "compare": 1, "lexicon": 2}
        n = heads.get(words[0], 0) if words else 0
        keep = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        self.fill()
        self.runs += 1
        done = subprocess.run([self.program, *words[:n], *command.lexicon, *words[n:]], cwd=self.place,
                              input=REPORT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**keep, **env}, timeout=60, check=False)
        return Result(done.returncode, done.stdout, done.stderr, self.files())


def wrong(command, fault, peace, got, before):
    """What is wrong with a run in which something failed, or None."""
    name = fault.split(":")[0]
    killed = fault.endswith(KILL)
    if got.code not in ([-signal.SIGTERM] if killed else [peace.code, 2]):
        return f"exit code {got.code}"
    if b"Sanitizer" in got.err:
        return "a sanitizer complains"
    left = [f for f in got.files if f.startswith(".renorm-")]
    if left:
        return f"{left[0]} is left behind"
    for path, data in got.files.items():
        if path not in command.writes and data != before.get(path):
            return f"{path} was touched"
        if data not in (before.get(path), peace.files.get(path)):
            return f"{path} is neither the old nor the new"
    for path in before:
        if path not in got.files:
            return f"{path} is gone"
    if killed:
        return None
    if got.code == peace.code and got.code != 2:
        return None if (got.out, got.files) == (peace.out, peace.files) else "another answer"
    if not got.err and (command.name not in SAY_ON_STDOUT or got.out == peace.out):
        return "nothing was said"
    if name == "malloc" and peace.code != 2 and b"out of memory" not in got.err:
        return "it does not say what is wrong"
    if name in ("malloc", "write") and peace.code != 2 and not peace.out.startswith(got.out):
        return "what came out is no beginning of the answer"
    return None


def quiet_day(points, runner, command):
    """A run in peace, and how often each call was made."""
    with tempfile.NamedTemporaryFile("r") as counts:
        peace = runner.run(command, RN_COUNTS=counts.name)
        calls = dict(line.split() for line in counts.read().splitlines())
    points.append((peace.code in (0, 1, 2, 3) and b"Sanitizer" not in peace.err, "in peace", peace))
    for trouble in ({"RN_SHORT": "1"}, {"RN_EINTR": "1"}, {"RN_SHORT": "1", "RN_EINTR": "1"}):
        got = runner.run(command, **trouble)
        points.append((got == peace, f"{' and '.join(trouble)} changes nothing", got))
    return peace, {name: int(n) for name, n in calls.items()}


def bad_days(program, command, most, seed):
    """Each call fails in turn; (good, name, why) of each test point, and the number of runs."""
    points, rng = [], random.Random(f"{seed} {command.name}")
    with tempfile.TemporaryDirectory() as place:
        runner = Runner(program, place)
        peace, calls = quiet_day(points, runner, command)
        runner.fill()
        before = runner.files()
        points.append((calls.get("malloc", 0) > 3 and not set(calls) - set(FAULTS),
                       "its calls are known", calls))
        for name in sorted(set(calls) & set(FAULTS)):
            bad = []
            for more, number in FAULTS[name] + [("", KILL)] * (name != "malloc"):
                for n in rng.sample(range(1, calls[name] + 1), min(calls[name], most)):
                    fault = f"{name}:{n}{more}:{number}"
                    got = runner.run(command, RN_FAULT=fault)
                    why = wrong(command, fault, peace, got, before)
                    if why:
                        bad.append(f"RN_FAULT={fault}: {why}: {got.code} {got.err[-600:]!r}")
            points.append((not bad, f"{calls[name]} {name}", "\n".join(bad[:5])))
    return points, runner.runs


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program")
    parser.add_argument("--most", type=int, default=120)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PROP_SEED", "1")))
    parser.add_argument("--only", help="the command of this name alone")
    args = parser.parse_args()
    args.seed = args.seed or random.randrange(1, 2 ** 32)
    print(f"# seed {args.seed}")
    tap, runs = Tap(), 0
    commands = [c for c in COMMANDS if args.only in (None, c.name)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(bad_days, args.program, c, args.most, args.seed) for c in commands]
        for command, job in zip(commands, jobs):
            points, n = job.result()
            runs += n
            for good, name, why in points:
                tap.ok(good, f"{command.name}: {name}", why)
    print(f"# {runs} runs")
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
