"""Places a noun or "there" takes up: "they stormed the city", "the province", "was shot there"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from eventcoder.places.ground import at_capital
from eventcoder.places.tables import words
from eventcoder.records import PlaceMention

REACH = 150  # tokens back in which the place is looked for
_KINDS = {
    **dict.fromkeys(("city", "town", "village", "township", "municipality", "settlement", "suburb"), ("city", "point")),
    **dict.fromkeys(("province", "governorate", "oblast", "prefecture", "region", "county"), ("admin1",)),
    **dict.fromkeys(("country", "nation"), ("country",)),
}  # fmt: skip


def taken_up(doc: Doc, sentence: Span) -> list[PlaceMention]:
    """The places a sentence points back to, each at the words that do."""
    found = []
    for token in sentence:
        earlier = _earlier(doc, token)
        if earlier is not None:
            first = doc[token.left_edge.i]
            end = token.idx + len(token)
            text = doc[first.i : token.i + 1].text
            found.append(replace(earlier, start=first.idx, end=end, text=text, head=token.i, dateline=False))
    return found


def _earlier(doc: Doc, token: Token) -> PlaceMention | None:
    """The place named before that a word means."""
    if token.lower_ == "there":
        if token.dep_ != "advmod" or token.head.pos_ not in ("VERB", "AUX"):
            return None
        sentence = token.sent.start
        before = [m for m in _before(doc, token) if m.head >= sentence - 40]
        return before[-1] if before else None
    lemma = token.lemma_.lower()
    if lemma not in (*_KINDS, "capital") or token.pos_ != "NOUN" or not _definite(doc, token):
        return None
    if lemma == "capital":
        return _capital(doc, token)
    kinds = _KINDS[lemma]
    before = [m for m in _before(doc, token) if m.precision in kinds or (kinds[0] == "city" and not m.geonames_id)]
    if lemma in ("country", "nation"):
        return before[-1] if len({m.country for m in before if token.i - m.head < 60}) == 1 else None
    return before[-1] if before else None


def _before(doc: Doc, token: Token) -> Iterator[PlaceMention]:
    """Places with a country named shortly before a word, a dateline's first."""
    yield from (m for m in doc._.places if m.country and token.i - REACH < m.head < token.i)


def _definite(doc: Doc, token: Token) -> bool:
    """Whether a noun points back and no name stands in its phrase: "the city", not "the city of X", "another city"."""
    if token.dep_ in ("compound", "nmod") or token.tag_ == "NNS":
        return False
    if not any(t.lower_ in ("the", "this", "that") and t.i < token.i for t in token.children):
        return False
    own = any(t.dep_ in ("amod", "compound", "nmod") and t.lower_ not in words("compass") for t in token.lefts)
    phrase = range(token.left_edge.i, token.right_edge.i + 1)
    return not own and not any(m.head in phrase or m.head == token.i + 1 for m in doc._.places)


def _capital(doc: Doc, token: Token) -> PlaceMention | None:
    """The capital of the one country that the text's places before lie in."""
    countries = {m.country for m in _before(doc, token)}
    return at_capital(countries.pop() or "", doc, token.i, token.i) if len(countries) == 1 else None
