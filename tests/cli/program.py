"""The program under test, run in a directory of its own, with a lexicon that makes answers plain."""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

LEXICON = ["--no-default-lexicon", "-L", os.path.join(HERE, "lexicon")]
OLD = "Hôm nay Sở Y tế họp.\n".encode()
NEW = "Hôm nay Department of Health họp.\n".encode()
PLAIN = b"nothing to see here\n"


class Program:
    """The program under test, run in a directory of its own."""

    def __init__(self, path, place):
        self.path, self.place = os.path.realpath(path), place

    def env(self, **more):
        """A plain environment."""
        env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        env.update(PATH="/usr/bin:/bin", **more)
        return env

    def args(self, *args):
        """The command line, with the lexicon where the command reads one."""
        words = [] if args and args[0] in ("--help", "--version", "--completion") else LEXICON
        if args and args[0] in ("terms", "detect", "explain", "compare"):
            return [self.path, args[0], *words, *args[1:]]
        return [self.path, *words, *args]

    def run(self, *args, given=b"", env=None, **more):
        """(code, stdout, stderr) of a run."""
        more.setdefault("stdout", subprocess.PIPE)
        done = subprocess.run(self.args(*args), cwd=self.place, input=given,
                              stderr=subprocess.PIPE, env=self.env(**(env or {})),
                              timeout=120, check=False, **more)
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")

    def file(self, name):
        """A path in the program's directory."""
        return os.path.join(self.place, name)

    def write(self, name, data):
        """A file there."""
        with open(self.file(name), "wb") as stream:
            stream.write(data)
        return self.file(name)

    def read(self, name):
        """What it holds."""
        with open(self.file(name), "rb") as stream:
            return stream.read()

    def left(self):
        """Temporary files that were left behind."""
        return [n for n in os.listdir(self.place) if n.startswith(".renorm-")]


def run_checks(checks):
    """Run those that the command line names, else all: PROGRAM [CHECK...]; the exit code."""
    tap = Tap()
    wanted = sys.argv[2:]
    for check in checks:
        if wanted and check.__name__ not in wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="renorm-cli-") as place:
            check(tap, Program(sys.argv[1], place))
    return tap.close()
