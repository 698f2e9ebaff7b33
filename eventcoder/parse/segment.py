"""Sentence boundaries before the parser sees the text.

Paragraph breaks always end a sentence; so does a full stop (with its closing quotes) before a capital. Inside a very
long stretch without punctuation the parser decides, but no sentence has more than ``LONGEST`` tokens.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

LONG = 70  # tokens: beyond this an unpunctuated stretch is left to the parser
LONGEST = 400  # tokens: beyond this it is cut, since what a sentence costs grows faster than its length
CLOSING = {'"', "''", "'", "”", "’", ")", "]", "»"}
STARTERS = frozenset(
    "The A An In On At He She It They We I But And This That These Those His Her Its Their There However Meanwhile "
    "After Before When While As For If".split()
)
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


def _opens(token: Token) -> bool:
    text = token.text
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
    starts, i, n = [0] if len(doc) else [], 0, len(doc)
    after = set(datelines(doc.text))
    starts += [t.i for t in doc if t.idx in after]
    while i < n - 1:
        token = doc[i]
        if token.is_space and "\n" in token.text:
            starts.append(i + 1)
        elif token.text in {".", "?", "!", "...", "…"} or (token.text[-1] in ".?!" and doc[i + 1].text in STARTERS):
            j = i + 1
            while j < n and doc[j].text in CLOSING and not doc[j - 1].whitespace_:
                j += 1
            apart = j < n and (doc[j - 1].whitespace_ or doc[j].text[0].isupper())
            if apart and not doc[j].is_space and _opens(doc[j]):
                starts.append(j)
            i = max(i, j - 1)
        i += 1
    return sorted(set(starts))


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """The token ranges between boundaries, the endless ones cut."""
    starts = boundaries(doc)
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        for cut in range(start, end, LONGEST):
            yield cut, min(cut + LONGEST, end)


def segment(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token (None inside long stretches, where the parser decides)."""
    for start, end in _stretches(doc):
        free = end - start > LONG
        for i in range(start, end):
            doc[i].is_sent_start = True if i == start else (None if free else False)
    return doc


@Language.factory("eventcoder_segments", assigns=["token.is_sent_start"])
def make_segments(nlp: Language, name: str) -> object:
    """The component :func:`segment`; the tokenizer learns the titles that end in a stop."""
    keep_titles(nlp)
    return segment
