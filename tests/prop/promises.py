#!/usr/bin/env python3
"""Try to break what the program promises for any input.

  promises.py --renorm PROGRAM [--seed N]      or the environment's PROP_SEED

The seed of the made-up input is 1 unless another is given, so that a change is judged by the same
input before and after; 0 takes a new one. It is printed, and giving it back repeats the run.
"""

import argparse
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # pylint: disable=wrong-import-position

NOISE_BYTES = 3_000_000
DOCUMENTS = 24
SECONDS = 300
MEMORY_KIB = 24 * 1024  # what the program may hold, whatever the input


class Program:
    """The program under test."""

    def __init__(self, path):
        self.path = os.path.realpath(path)

    def run(self, data, *args, env=None, code=0):
        """Its output for this input; an AssertionError when it ends otherwise than wanted."""
        done = subprocess.run([self.path, *args], input=data, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=SECONDS, check=False,
                              env={**os.environ, "LC_ALL": "C", **(env or {})})
        assert done.returncode == code, (
            f"{args}: exit code {done.returncode}, wanted {code}: {done.stderr[-2000:]!r}")
        return done.stdout

    def mentions(self, data, *args):
        """The mentions of this input, in order."""
        return [json.loads(line) for line in self.run(data, "terms", "--json", *args).splitlines()]


def samples():
    """(name, bytes) of every plain report."""
    for path in sorted(glob.glob(os.path.join(ROOT, "samples", "*.txt"))):
        with open(path, "rb") as stream:
            yield os.path.basename(path), stream.read()


def spoil(rng, line):
    """A line with something done to it that real archives do."""
    way = rng.randrange(8)
    if way == 0:
        return unicodedata.normalize("NFD", line.decode()).encode()
    if way == 1:
        return line.upper() if line.isascii() else line.decode().upper().encode()
    if way == 2:
        at = rng.randrange(len(line) + 1)
        return line[:at] + bytes(rng.randrange(256) for _ in range(rng.randrange(1, 6))) + line[at:]
    if way == 3:
        at = rng.randrange(len(line) + 1)
        return line[:at] + line[at + rng.randrange(1, 9):]
    if way == 4:
        return line.replace(b" ", rng.choice([b"  ", b"\xc2\xa0", b"\t", b"\xe2\x80\x8b "]))
    return line


def documents(rng, count=DOCUMENTS):
    """(name, bytes) of made-up reports: lines of the samples, mixed and spoiled."""
    lines = [line for _, data in samples() for line in data.split(b"\n") if line]
    for number in range(count):
        picked = [spoil(rng, line) for line in rng.choices(lines, k=rng.randrange(1, 30))]
        end = rng.choice([b"\n", b"\r\n", b"\r", b"\n\n"])
        yield f"made-up {number}", end.join(picked) + rng.choice([b"", end])


def check_edits(data, out, rows):
    """Raise unless the output is the input with each edit replaced by its name."""
    pattern, last, line_end = b"", 0, rb"[\r\n]*"
    for row in rows:
        start, end = row["start"], row["end"]
        first, after = row["edit_start"], row["edit_end"]
        assert last <= first <= start < end <= after <= len(data), f"edits out of order: {row}"
        assert data[start:end].decode(errors="replace") == row["text"], f"not its text: {row}"
        name = re.escape(row["canonical"].encode())
        if row["plural"]:
            name = rb"[ -~]{1,400}?"
        if row["text"].lower().endswith("nya"):
            name += rb"-nya"  # the Malay word for its owner stays
        pattern += re.escape(data[last:first]) + rb"(?:(?:the|an?) )?" + name + line_end
        last = after
    pattern += re.escape(data[last:])
    # A mention in its canonical form is no change, whatever blanks stand in it.
    assert re.fullmatch(pattern, out, re.DOTALL | re.IGNORECASE), "bytes outside edits changed"


def outside(program, data):
    """Bytes outside edits come out as they went in."""
    check_edits(data, program.run(data), program.mentions(data))


def twice(program, data):
    """A second run changes nothing."""
    for args in (["--style", "replace"], ["--style", "gloss"], ["--keep-case"]):
        once = program.run(data, *args)
        again = program.run(once, *args)
        if once != again:
            at = len(os.path.commonprefix([once, again]))
            first, second = (text[max(0, at - 80):at + 80].decode(errors="backslashreplace")
                             for text in (once, again))
            raise AssertionError(f"{args}: …{first}…\n became …{second}…")


# What may stand beside a name without being part of it, and names that grow in a run: by language,
# English ones beside all, for what is written is English.
BESIDE = {
    "vi": (("tỉnh", "huyện", "xã Mường Mô", "tỉnh Lai Châu", "cấp huyện", "Hà Nội", "y tế",
            "khóa XII", "Phó", "Thường trực", "của", "và Tài chính"),
           ("Tỉnh ủy", "UBND tỉnh", "UBND", "Sở Y tế", "Ban Thường vụ Tỉnh ủy", "Bí thư Tỉnh ủy",
            "Chủ tịch UBND", "Bộ Y tế", "Đảng ủy xã", "Ban Chấp hành Trung ương Đảng",
            "Hội nghị Trung ương 5", "Đại hội Đảng bộ tỉnh", "Công an", "Nghị quyết 57",
            "Trung tâm Y tế", "Giám đốc", "Chủ tịch Ban Tuyên giáo Tỉnh ủy")),
    "ms": (("wilayah", "daerah", "Wilayah Lai Chau", "di Hanoi", "kesihatan"),
           ("Jawatankuasa Parti Wilayah", "Jabatan Kesihatan", "Setiausaha Jawatankuasa Parti",
            "Jawatankuasa Rakyat", "Kementerian Kesihatan")),
    "en": (("city", "province", "district", "provincial", "of Ha Tinh", "in Lai Chau",
            "of the province", "at district level", "Lai Chau", "Hanoi City", "health", "4th",
            "15th", "deputy", "vice", "standing", "Party", "of the", "'s", "and finance"),
           ("city organization", "Executive Committee of the Provincial Party Committee",
            "municipal Party Committee", "provincial Organization Board",
            "Standing Board of the city Party Committee",
            "Department of Health's Party Committee",
            "Vice Chairman of the People's Council")),
}


# Names that are a part of another one where they stand by it, and what stands between names.
PARTS = {
    "vi": (("Văn phòng", "Giám đốc", "Ban Giám đốc", "Chính phủ"), (" ", " và ", " của ", " - ", ", ")),
    "ms": (("Pejabat", "Pengarah"), (" ", " dan ", " - ", ", ")),
    "en": (("the Office", "Inspectorate", "Deputy Director", "Standing Board", "Government"),
           (" ", " of ", " of the ", "'s ", " and ", " - ", ", ")),
}


# Names, and the abbreviations that may stand for them on their page: initials, listed with another
# meaning or with their own, of the original behind a translation.
DEFINED = (
    ("Trung tâm Y tế huyện Mường Tè", "TTYT"), ("Ban Chỉ huy Quân sự xã Mường Mô", "BCH"),
    ("Bộ Chỉ huy quân sự tỉnh Lai Châu", "BCH Quân sự tỉnh"), ("Đường Trường Sơn", "TS"),
    ("Ủy ban nhân dân tỉnh Lai Châu", "UBND"), ("Ủy ban Kiểm tra Tỉnh ủy", "UBKT"),
    ("The Department of Health", "SYT"), ("the Provincial Health Center", "PHC"),
    ("the Naval Academy", "NA"), ("Jawatankuasa Rakyat Wilayah Lai Chau", "JRW"),
    ("Bộ trưởng Bộ Y tế", "BYT"), ("Sở Giáo dục và Đào tạo", "GD&ĐT"),
)


def defined(program, rng):
    """Abbreviations that a page defines, used before, beside and behind: a second run changes
    nothing."""
    for _ in range(40):
        parts = []
        for name, abbr in rng.sample(DEFINED, 4):
            parts += [f"{name} ({abbr}) đã họp.", f"Giám đốc {abbr} nói; {abbr} báo cáo.",
                      f"{abbr} tỉnh Sơn La cũng vậy.",
                      f"Hôm nay {abbr} và đơn vị đã gửi {abbr} Mường Lạc báo cáo.",
                      f"{abbr} met the {abbr}, {abbr} Mường Lạc."]
        rng.shuffle(parts)
        text = rng.choice((" ", "\n", "\n\n")).join(parts).encode()
        once = program.run(text)
        again = program.run(once)
        assert once == again, f"{text.decode()!r}: {once.decode()!r}, {again.decode()!r}"


def beside(program):
    """Names with pieces of names before and behind them: a second run changes nothing."""
    lines = []
    for lang, (pieces, names) in BESIDE.items():
        for piece in pieces + (BESIDE["en"][0] if lang != "en" else ()):
            for name in names:
                lines += [f"{piece} {name} met.", f"The {name} {piece} met.",
                          f"{piece} {name} {piece} họp."]
    stable(program, lines)


def stable(program, lines):
    """Of these lines most are changed, and none a second time."""
    once = program.run("\n".join(lines).encode(), "--lines").decode().split("\n")
    again = program.run("\n".join(once).encode(), "--lines").decode().split("\n")
    assert len(once) == len(lines), "a line was lost"
    changed = [rows for rows in zip(lines, once, again) if rows[1] != rows[2]]
    assert sum(a != b for a, b in zip(lines, once)) > len(lines) / 2, "nearly nothing is read"
    assert not changed, f"{len(changed)} of {len(lines)} change again: {changed[:5]}"


def side_by_side(program):
    """Two names of one language, or one of them English: a second run changes nothing. A title with
    its body has no other behind an "of"."""
    lines = []
    names = {lang: BESIDE[lang][1] + parts for lang, (parts, _) in PARTS.items()}
    for lang, (_, between) in PARTS.items():
        lines += [f"{a}{joint}{b} met." for a in names[lang] for b in names[lang] for joint in between
                  if "of" not in joint or " of " not in a]
        if lang != "en":
            lines += [f"{x}{joint}{y} met." for a in names["en"] for b in names[lang]
                      for x, y in ((a, b), (b, a)) for joint in (" ", " - ", ", ")]
    stable(program, lines)


def marked_name(program, data):
    """Sentences without marks with one name that has them: once it is written anew nothing has marks,
    and a second run changes nothing all the same."""
    sentences = [part for line in data.decode().split("\n") for part in re.split(r"(?<=\.) ", line)
                 if len(part) > 40]
    assert len(sentences) > 8, "too few sentences"
    stable(program, [line for sentence in sentences for name in BESIDE["vi"][1]
                     for line in (f"{name}: {sentence}", f"{sentence} Theo {name}.",
                                  sentence.replace(" ", f" ({name}) ", 1))])


def forms(program, data, rng, made_up=False):
    """Composed, decomposed and mixed letters give the same mentions."""
    text = data.decode(errors="replace" if made_up else "strict")
    mixed = "".join(unicodedata.normalize(rng.choice(["NFC", "NFD"]), word)
                    for word in re.split(r"(\s)", text))
    seen = []
    for version in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), mixed):
        seen.append([(r["kind"], r["canonical"], unicodedata.normalize("NFC", r["text"]))
                     for r in program.mentions(version.encode())])
    assert seen[0] or made_up, "no mention at all"
    for other in seen[1:]:
        assert other == seen[0], sorted(set(seen[0]) ^ set(other))


def noise(program, rng):
    """Random bytes go through and hold no mention."""
    data = rng.randbytes(NOISE_BYTES)
    assert program.run(data) == data, "noise was changed"
    rows = program.mentions(data)
    assert not rows, rows[:3]


def locale(program, data):
    """The environment's locale changes nothing."""
    wanted = program.run(data), program.run(data, "terms", "--json")
    for name in ("C.UTF-8", "tr_TR.UTF-8", "vi_VN.TCVN", "en_US.ISO-8859-1", "no such locale"):
        env = {"LC_ALL": name, "LANG": name, "LANGUAGE": "tr:vi"}
        got = program.run(data, env=env), program.run(data, "terms", "--json", env=env)
        assert got == wanted, name


def missing_file(program):
    """A missing file is reported, the others are done, and the exit code tells."""
    with tempfile.TemporaryDirectory() as place:
        good = os.path.join(place, "good.txt")
        with open(good, "w", encoding="utf-8") as stream:
            stream.write("Giám đốc Sở Y tế họp.\n")
        done = subprocess.run([program.path, os.path.join(place, "none.txt"), good],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2, done.returncode
    assert done.stdout == "Director of the Department of Health họp.\n".encode(), done.stdout
    assert b"none.txt" in done.stderr, done.stderr


def broken_record(program):
    """A record that is no JSON passes, is reported with its line, and shows in the exit code."""
    good, bad = '{"title":"Sở Y tế họp"}\n'.encode(), b'{"title":"S\n'
    done = subprocess.run([program.path, "-f", "jsonl"], input=good + bad + good,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    done_good = '{"title":"Department of Health họp"}\n'.encode()
    assert done.returncode == 3, done.returncode
    assert done.stdout == done_good + bad + done_good, done.stdout
    assert b":2:" in done.stderr, done.stderr


def full_disk(program):
    """A full disk is an error."""
    for args in ([], ["terms"], ["-f", "jsonl"]):
        data = '{"title":"Sở Y tế họp"}\n'.encode() * 5000
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program.path, *args], input=data, stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2, (args, done.returncode, done.stderr)
        assert done.stderr, f"{args}: nothing was said"


def closed_pipe(program):
    """A reader that goes away ends the filter without a word."""
    data = "Giám đốc Sở Y tế họp.\n".encode() * 200_000
    with subprocess.Popen([program.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        child.stdout.close()
        try:
            child.stdin.write(data)
            child.stdin.close()
        except BrokenPipeError:
            pass
        said = child.stderr.read()
        child.wait(SECONDS)
    assert not said, said


def in_files(program, paths):
    """The mentions of each file when they are read in this order."""
    rows = {}
    for row in program.mentions(b"", *paths):
        rows.setdefault(row["file"], []).append(row)
    return rows


def alone(program, paths, rng):
    """A document is read as if it were the only one: nothing of the one before is left."""
    single = {path: program.run(b"", path) for path in paths}
    order = rng.sample(paths, len(paths)) + rng.sample(paths, len(paths))
    together = program.run(b"", *order)
    assert together == b"".join(single[path] for path in order), "the order of files matters"
    many = glob.glob(os.path.join(ROOT, "tests", "data", "**", "*.txt"), recursive=True)
    assert len(many) > 100, many
    first, second = (in_files(program, rng.sample(sorted(many), len(many))) for _ in range(2))
    different = [path for path in many if first.get(path) != second.get(path)]
    assert first and not different, f"the order of files matters to {different}"


def records(program, rng):
    """The same of records; and a second run changes nothing in them either."""
    bodies = [line.decode(errors="replace") for _, data in documents(rng, 6)
              for line in data.splitlines()]
    lines = [json.dumps({"id": i, "body": body}, ensure_ascii=rng.random() < 0.5).encode() + b"\n"
             for i, body in enumerate(bodies)]
    order = rng.sample(range(len(lines)), len(lines))
    once = program.run(b"".join(lines), "-f", "jsonl").splitlines(True)
    other = program.run(b"".join(lines[i] for i in order), "-f", "jsonl").splitlines(True)
    assert len(once) == len(lines), "records were lost"
    assert [once[i] for i in order] == other, "the order of records matters"
    for line, before in zip(once, lines):
        assert json.loads(line)["id"] == json.loads(before)["id"]
    for line in rng.sample(range(len(lines)), 8):
        body = json.loads(lines[line])["body"].encode()
        assert json.loads(once[line])["body"].encode() == program.run(body), body
    again = program.run(b"".join(once), "-f", "jsonl").splitlines(True)
    for first, second in zip(once, again):
        assert first == second, f"{first.decode()}became {second.decode()}"


def by_lines(program, data):
    """With --lines each line is read by itself."""
    lines = data.splitlines(True)
    assert program.run(data, "--lines") == b"".join(program.run(line) for line in lines)


def bounded(program, data):
    """Memory does not grow with the input, once the vocabulary's table has its size."""
    peaks = []
    for size in (10_000_000, 30_000_000):
        with tempfile.TemporaryFile() as big, open(os.devnull, "wb") as nothing:
            for _ in range(size // len(data)):
                big.write(data)
            big.seek(0)
            # Not through a context manager: wait4 reaps the child and tells its peak.
            child = subprocess.Popen([program.path],  # pylint: disable=consider-using-with
                                     stdin=big, stdout=nothing)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = status
            assert status == 0, status
            peaks.append(usage.ru_maxrss)
    assert peaks[1] <= peaks[0] + 1024, f"{peaks[0]} KiB for 10 MB, {peaks[1]} KiB for 30 MB"
    assert peaks[1] <= MEMORY_KIB, f"{peaks[1]} KiB"


def line_ends(program, data):
    """Every kind of line end gives the same mentions and stays."""
    names = None
    for end in (b"\n", b"\r\n", b"\r"):
        version = data.replace(b"\n", end)
        out = program.run(version)
        got = [(r["kind"], r["canonical"]) for r in program.mentions(version)]
        assert names in (None, got), f"{end!r}: {set(names or ()) ^ set(got)}"
        names = got
        assert out.count(end) == version.count(end), f"{end!r}: lines were lost"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--renorm", required=True)
    parser.add_argument("--sanitized", action="store_true", help="memory is the sanitizer's")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("PROP_SEED", "1")))
    args = parser.parse_args()
    args.seed = args.seed or random.randrange(1, 2 ** 32)
    print(f"# seed {args.seed}")
    tap, rng, program = Tap(), random.Random(args.seed), Program(args.renorm)
    reports = list(samples())
    made_up = list(documents(rng))

    def promise(name, check, *inputs):
        try:
            check(program, *inputs)
            tap.ok(True, name)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            tap.ok(False, name, f"seed {args.seed}: {error}"[:4000])

    # First: a child's peak counts what its parent holds.
    if args.sanitized:
        tap.skip("memory does not grow with the input", "the sanitizer's memory does")
    else:
        promise("memory does not grow with the input", bounded,
                b"".join(data for _, data in reports))
    for name, data in reports + made_up:
        promise(f"bytes outside edits stay: {name}", outside, data)
        promise(f"a second run changes nothing: {name}", twice, data)
    for name, data in made_up:
        promise(f"normal forms agree: {name}", forms, data, rng, True)
    for name, data in reports:
        promise(f"normal forms agree: {name}", forms, data, rng)
        promise(f"line ends stay and do not matter: {name}", line_ends, data)
    promise("a name does not grow into what stands beside it", beside)
    promise("two names side by side stay two", side_by_side)
    promise("one name with marks among words without", marked_name,
            dict(reports)["vi-khong-dau.txt"])
    promise("what a page defines is defined again", defined, rng)
    promise("the locale does not matter", locale, b"".join(data for _, data in reports))
    paths = sorted(glob.glob(os.path.join(ROOT, "samples", "*.txt")))
    promise("a document is read as if it were alone", alone, paths, rng)
    promise("records are read as if they were alone", records, rng)
    promise("lines are read by themselves", by_lines, dict(reports)["headlines.txt"])
    promise("noise goes through", noise, rng)
    promise("a missing file", missing_file)
    promise("a broken record", broken_record)
    promise("a full disk", full_disk)
    promise("a closed pipe", closed_pipe)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
