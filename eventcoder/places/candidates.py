"""What a name can mean and why one place won: for ``eventcoder places NAME [--context TEXT]``."""

from dataclasses import dataclass

import numpy as np
import spacy
from spacy.tokens import Doc

from eventcoder.places.find import Found, lookup
from eventcoder.places.gazetteer import Gazetteer, Place, gazetteer
from eventcoder.places.mentions import find
from eventcoder.places.names import key
from eventcoder.places.phrases import describe
from eventcoder.places.resolve import Resolver

SHOWN = 8  # candidates in an explanation


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place, its score and what the score is made of (the terms of knowledge/places/weights.yaml)."""

    place: Place
    score: float
    reasons: dict[str, float]


def candidates(name: str, context: str = "") -> list[Candidate]:
    """The places a name can mean, best first; every name in ``context`` that the gazetteer knows counts as said."""
    places = gazetteer()
    text = f"{name}. {context}" if name not in context else context
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    found = _known(doc, places)
    at = next((i for i, f in enumerate(found) if key(doc[f.start : f.end].text) == key(name)), None)
    if at is None:
        return []
    return _scored(doc, places, found, at)


def ranked(doc: Doc, start: int) -> list[Candidate]:
    """The places that the name at character ``start`` of a coded doc can mean, best first; none where it names none."""
    places = gazetteer()
    found = find(doc, places)
    at = next((i for i, f in enumerate(found) if doc[f.start].idx == start), None)
    return [] if at is None else _weighed(doc, places, found, at)


def _known(doc: Doc, places: Gazetteer) -> list[Found]:
    """The longest known names of a text that has no parse."""
    known, found, i = lookup(doc, places), [], 0
    while i < len(doc):
        if i in known:
            found.append(known[i][0])
            i = known[i][0].end
        else:
            i += 1
    return found


def _scored(doc: Doc, places: Gazetteer, found: list[Found], at: int) -> list[Candidate]:
    describe(doc, places, found)
    return _weighed(doc, places, found, at)


def _weighed(doc: Doc, places: Gazetteer, found: list[Found], at: int) -> list[Candidate]:
    resolved = Resolver(doc, places, found).resolve()[at]
    order = np.argsort(-resolved.score)
    return [
        Candidate(
            places.place(int(resolved.refs[i])),
            round(float(resolved.score[i]), 2),
            {term: round(float(v[i]), 2) for term, v in resolved.terms.items() if abs(float(v[i])) >= 0.005},
        )
        for i in order
    ]


def explain_place(name: str, context: str = "") -> str:
    """The candidates of a name in order, a line each, with the terms of their scores; one line where there is none.

    The first line is the place the program would choose.
    """
    found = candidates(name, context)
    if not found:
        return f"{name!r}: the gazetteer has no place of that name"
    lines = []
    for c in found[:SHOWN]:
        p = c.place
        where = ", ".join(x for x in (p.name, p.admin1, p.country) if x)
        at = "" if p.latitude is None else f"{p.latitude:.4f} {p.longitude:.4f}"
        why = " ".join(f"{term} {value:+.1f}" for term, value in c.reasons.items())
        lines.append(f"{c.score:6.2f}  {where:<44} {p.kind:<8} {at:>18} {p.geonames_id or '':>9}  {why}")
    return "\n".join(lines)
