#!/usr/bin/env python3
"""Write word lists of the Python package wordfreq, for tools/train_langid.

usage: langid_lists.py OUT_DIR

Needs wordfreq 3.1.1 (its data: CC BY-SA 4.0), which the trainer alone uses. Writes OUT_DIR/vi.tsv
ms.tsv en.tsv id.tsv other.tsv: a word, a tab, its count in 100 million words. other.tsv
holds the 12,000 most frequent words of each of 32 languages.
"""
import os
import sys

from wordfreq import get_frequency_list

OTHER = ("bg ca cs da de el es fi fil fr hi hu is it lt lv mk nb nl pl pt ro ru sh sk sl sv "
         "tr uk ar he fa").split()
OTHER_WORDS = 12000


def counted(language):
    """Words with letters, most frequent first; a bin of the list is a hundredth of a decade."""
    for bin_number, words in enumerate(get_frequency_list(language, "small")):
        count = max(1, int(10 ** (-bin_number / 100) * 1e8))
        for word in words:
            yield word, count


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    for name in ("vi", "ms", "en", "id", "other"):
        with open(os.path.join(sys.argv[1], name + ".tsv"), "w", encoding="utf-8") as out:
            for language in OTHER if name == "other" else [name]:
                for rank, (word, count) in enumerate(counted(language)):
                    if name == "other" and rank > OTHER_WORDS:
                        break
                    if any(c.isalpha() for c in word):
                        out.write("%s\t%d\n" % (word, count))


if __name__ == "__main__":
    main()
