"""Reports with their right mentions marked in them, as a person writes and reads them.

    ⟦Giám đốc Sở Y tế|t|Director of the Department of Health⟧ và ⟦UBND|b?|People's Committee⟧

Between ⟦ and ⟧ stand the words as the report has them, then the kind (t title, b body,
r resolution), with `?` where marking it is neither right nor wrong and with `:vi`, `:ms` or `:en`
where the language is not the one that the file's name begins with, then the canonical name. An
empty name is the words themselves; ` / ` parts several right names. ⟦words⟧ alone repeats what
the file said of the same words before. «…» within the words is another right span.

The marked file without its marks is the report, byte for byte, save that the report may stand in
another normal form of Unicode.
"""

import os
import re
import unicodedata

KINDS = {"t": "title", "b": "body", "r": "resolution"}
MARK = re.compile(r"⟦([^⟦⟧]*)⟧")
SPEC = re.compile(r"([tbr])(?::(vi|ms|en))?(\?)?(?::(vi|ms|en))?\Z")


class GoldError(Exception):
    """A marked file that contradicts itself or its report."""


class Mention:
    """What ought to be found: spans in bytes, the first one preferred."""

    def __init__(self, spans, text, kind, names, lang, optional):
        self.spans, self.text, self.kind = spans, text, kind
        self.names, self.lang, self.optional = names, lang, optional

    def overlap(self, start, end):
        """Bytes shared with a span."""
        return max(min(e, end) - max(s, start) for s, e in self.spans)


def parse(path, marked, default_lang):
    """(text, mentions with spans in characters) of a marked text."""
    parts, mentions, known = [], [], {}
    size = last = 0
    for found in MARK.finditer(marked):
        plain = marked[last:found.start()]
        parts.append(plain)
        size += len(plain)
        cells = found.group(1).split("|")
        where = f"{path}:{marked.count(chr(10), 0, found.start()) + 1}: {cells[0]!r}"
        if len(cells) == 1:
            cells += known.get(cells[0]) or [""]
        spec = SPEC.match(cells[1])
        if len(cells) != 3 or not spec:
            raise GoldError(f"{where}: wants words|kind|name")
        known[cells[0]] = cells[1:]
        words = cells[0].replace("«", "").replace("»", "")
        spans = [(size, size + len(words))]
        if "«" in cells[0]:
            first = cells[0].index("«")
            spans.append((size + first, size + cells[0].index("»") - 1))
        names = cells[2].split(" / ") if cells[2] else [words]
        if not all(name.isascii() and name == name.strip() and name for name in names):
            raise GoldError(f"{where}: a canonical name is ASCII without outer blanks")
        lang = spec.group(2) or spec.group(4) or default_lang
        if not lang:
            raise GoldError(f"{where}: which language?")
        mentions.append(Mention(spans, words, KINDS[spec.group(1)], names, lang,
                                bool(spec.group(3))))
        parts.append(words)
        size += len(words)
        last = found.end()
    text = "".join([*parts, marked[last:]])
    if re.search("[⟦⟧«»]", text):
        raise GoldError(f"{path}: a mark without its partner")
    return text, mentions


def load(path, report):
    """The mentions of a marked file, their spans in bytes of its report."""
    with open(path, encoding="utf-8", newline="") as stream:
        marked = stream.read()
    name = os.path.basename(path)
    default_lang = name[:2] if name[2:3] == "-" and name[:2] in ("vi", "ms", "en") else None
    text, mentions = parse(path, marked, default_lang)
    with open(report, "rb") as stream:
        data = stream.read()
    for form in (None, "NFD", "NFC"):
        def encode(piece, form=form):
            return (unicodedata.normalize(form, piece) if form else piece).encode()

        if encode(text) == data:
            break
    else:
        raise GoldError(f"{path}: without its marks it is not {report}")
    for mention in mentions:
        mention.spans = [(len(encode(text[:s])), len(encode(text[:e]))) for s, e in mention.spans]
    return mentions
