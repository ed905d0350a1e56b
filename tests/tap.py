"""Test Anything Protocol for the tests that are written in Python."""

import sys


class Tap:
    """Counts test points; close() prints the plan and gives the exit code."""

    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, name, why=""):
        """One test point; `why` is shown when it failed."""
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {name.replace('#', '%')}")
        if not good and why:
            self.note(why)
        sys.stdout.flush()
        return good

    def skip(self, name, why):
        """A test point that cannot be asked here."""
        self.count += 1
        print(f"ok {self.count} - {name.replace('#', '%')} # SKIP {why}")

    def note(self, text):
        """A comment, shown with a failure."""
        for line in str(text).splitlines():
            print(f"# {line}")

    def close(self):
        """The plan; the exit code."""
        print(f"1..{self.count}")
        return 1 if self.failed or not self.count else 0
