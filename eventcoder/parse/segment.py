"""Sentence boundaries before the parser sees the text.

Paragraph breaks always end a sentence; so does a full stop (with its closing quotes) before a capital. Inside a very
long stretch without punctuation the parser decides, but no sentence has more than ``LONGEST`` tokens.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.types import Ints2d

LONG = 70  # tokens: beyond this an unpunctuated stretch is left to the parser
LONGEST = 400  # tokens: beyond this it is cut, since what a sentence costs grows faster than its length
CLOSING = {'"', "''", "'", "”", "’", ")", "]", "»"}
STARTERS = frozenset(
    "The A An In On At He She It They We I But And This That These Those His Her Its Their There However Meanwhile "
    "After Before When While As For If".split()
)
STOPS = frozenset((".", "?", "!", "...", "…"))
OPENING = frozenset(('"', "``", "“", "‘", "'", "(", "[", "«", "-", "--", "_", "—"))
DATELINE = re.compile(
    r"(?:(?<=\n)|\A)[ \t]*"
    r"(?:[A-Z][A-Z'’.\- ]{2,}(?:,[^\n()]{2,40})?(?:\s*\([^()\n]{2,40}\))?|\([A-Z][\w/&. -]{1,30}\))"
    r"\s*(?:--|[-–—_])\s*(?=\S)"
    r"|(?:(?<=\n)|\A)[ \t]*[A-Z][A-Z'’.\- ]{3,30}:[ \t]+(?=[A-Z\"“])"  # "KABUL: Police said"
)
TITLES = (
    "Amb Brig Capt Cmdr Col Cpl Det Fr Hon Insp Lt Maj Messrs Mlle Mme Msgr Pfc Pres Sens Reps Gens Sgt Spc Supt"
).split()
_NAME = r"[A-Z][\w.'’]+(?: [A-Z][\w.'’]+){0,3}"
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}"
# at the start of a text also in small letters: "Tehran, March 15, IRNA -", "Bogota, March 8 (IANS)", "Quezon City--"
OPENER = re.compile(
    r"\A\s*(?!(?:The|An?|I[nt]|On|At|This|That|We|S?[Hh]e|They)\b)"
    rf"(?:{_NAME}, {_DAY} \([A-Z]{{2,10}}\)\s+"
    rf"|{_NAME}(?:, ?(?:{_DAY}|{_NAME}))*(?:\s*\([^()\n]{{2,40}}\))?(?:\s+[-–—]\s+|\s*--\s*))"
    r"(?=[A-Z\"“])"
)


def keep_titles(nlp: Language) -> None:
    """Let the tokenizer keep the stop of a title before a name ("Lt. Col. Moyo"), which ends no sentence."""
    learn = getattr(nlp.tokenizer, "add_special_case", None)
    if learn is None:  # a tokenizer of another kind
        return
    for title in TITLES:
        learn(f"{title}.", [{"ORTH": f"{title}."}])


def _opens(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text in OPENING


def datelines(text: str) -> list[int]:
    """Character offsets at which the report proper begins, after "NAIROBI, Kenya (AP) _" and the like.

    >>> datelines("GENEVA, Nov 8 (Xinhua) -- Talks opened.")
    [26]
    """
    opener = OPENER.match(text)
    return sorted({m.end() for m in DATELINE.finditer(text)} | ({opener.end()} if opener else set()))


def boundaries(doc: Doc) -> list[int]:
    """Token indices at which a sentence starts."""
    n, after = len(doc), set(datelines(doc.text))
    if not n:
        return []
    words, spaced, at = [], [], 0
    starts = {0}
    for i, token in enumerate(doc):
        words.append(token.text)
        spaced.append(bool(token.whitespace_))
        if after and at in after:
            starts.add(i)
        at += len(words[-1]) + spaced[-1]
    i = 0
    while i < n - 1:
        word = words[i]
        if "\n" in word and word.isspace():
            starts.add(i + 1)
        elif word in STOPS or (word[-1] in ".?!" and words[i + 1] in STARTERS):
            j = i + 1
            while j < n and words[j] in CLOSING and not spaced[j - 1]:
                j += 1
            apart = j < n and (spaced[j - 1] or words[j][0].isupper())
            if apart and not words[j].isspace() and _opens(words[j]):
                starts.add(j)
            i = max(i, j - 1)
        i += 1
    return sorted(starts)


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """The token ranges between boundaries, the endless ones cut."""
    starts = boundaries(doc)
    for start, end in pairwise([*starts, len(doc)]):
        for cut in range(start, end, LONGEST):
            yield cut, min(cut + LONGEST, end)


def segment(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token (None inside long stretches, where the parser decides)."""
    marks = np.full((len(doc), 1), -1, dtype=np.int64)
    for start, end in _stretches(doc):
        if end - start > LONG:
            marks[start:end] = 0
        marks[start] = 1
    return doc.from_array(["SENT_START"], cast(Ints2d, marks.astype(np.uint64)))


@Language.factory("eventcoder_segments", assigns=["token.is_sent_start"])
def make_segments(nlp: Language, name: str) -> object:
    """The component :func:`segment`; the tokenizer learns the titles that end in a stop."""
    keep_titles(nlp)
    return segment
