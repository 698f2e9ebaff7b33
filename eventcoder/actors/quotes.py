"""Direct speech: which tokens stand in quotation marks, and who speaks them."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

OPENING, CLOSING, EITHER = frozenset("“«"), frozenset("”»"), frozenset(('"', "``", "''"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
SAYING = frozenset(
    "add announce argue ask believe claim comment conclude continue declare explain insist note observe recall remark "
    "reply say state stress tell think urge warn write quote post tweet".split()
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``start`` to ``end`` (exclusive) between quotation marks, and the token of its speaker."""

    start: int
    end: int
    speaker: int | None


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotations of a text; one that is not closed ends with its paragraph."""
    quotes: list[Quote] = []
    opened: int | None = None
    for token in doc:
        if opened is None:
            if token.text in OPENING or token.text in EITHER:
                opened = token.i
        elif token.text in CLOSING or token.text in EITHER or "\n\n" in token.text:
            if token.i - opened > 3:
                quotes.append(Quote(opened, token.i, _speaker(doc, opened, token.i, quotes)))
            opened = None
    return quotes


def _speaker(doc: Doc, start: int, end: int, before: list[Quote]) -> int | None:
    after_sent = doc[end].sent
    pool = list(doc[end : max(after_sent.end, min(end + 2, len(doc)))])
    if end + 1 < len(doc) and doc[end + 1].sent.start == end + 1 and doc[end + 1].pos_ not in ("PUNCT", "SPACE"):
        pool += [t for t in doc[end + 1].sent if t.i <= end + 25] if doc[end - 1].text == "," else []
    pool += list(doc[doc[start].sent.start : start])
    for token in pool:
        if token.lemma_.lower() in SAYING and (subject := said_by(token, start, end)) is not None:
            return subject
    last = before[-1] if before else None
    return last.speaker if last is not None and start - last.end < 40 else None


def said_by(verb: Token, start: int, end: int) -> int | None:
    """The subject of a verb of saying that stands outside the quotation."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and not start <= child.i < end:
            return child.i
    return None
