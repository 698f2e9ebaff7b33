"""The place: why this one of its name, and the other places of the sentence."""

from collections.abc import Iterator

from spacy.tokens import Doc

from eventcoder.dates.anchor import date_of
from eventcoder.explain.told import Field, Lost
from eventcoder.places.candidates import ranked
from eventcoder.places.locate import place_of
from eventcoder.places.tie import tie
from eventcoder.records import CodedClause, PlaceMention

SHOWN = 3


def where(doc: Doc, clause: CodedClause, told: Field) -> None:
    """Add what speaks for the place, its namesakes, and which places of the sentence are not the event's."""
    found = place_of(doc, clause, date_of(doc, clause))
    chosen = found.mention if found else None
    if chosen is not None:
        first, *others = [*ranked(doc, chosen.start)[: SHOWN + 1], None]
        if first is not None:
            told.because.append(f"score {first.score:.1f}: " + _terms(first.reasons))
        for other in others:
            if other is not None:
                p = other.place
                name = ", ".join(x for x in (p.name, p.admin1, p.country) if x)
                told.lost.append(Lost(f"{name} ({p.kind})", f"score {other.score:.1f}: {_terms(other.reasons)}"))
    told.lost += list(_others(doc, clause, chosen))


def _terms(reasons: dict[str, float]) -> str:
    return ", ".join(f"{term} {value:+.1f}" for term, value in reasons.items())


def _others(doc: Doc, clause: CodedClause, chosen: PlaceMention | None) -> Iterator[Lost]:
    head = doc[clause.head]
    for mention in doc._.places:
        if not head.sent.start <= mention.head < head.sent.end or mention == chosen:
            continue
        what = f"{mention.text!r} ({mention.name}, {mention.country})"
        sides = [m for m in (clause.source, clause.target) if m is not None]
        if any(m.start <= mention.start and mention.end <= m.end for m in sides):
            yield Lost(what, "it is part of an actor")
        elif mention.dateline:
            yield Lost(what, "it is the dateline, not told of the act")
        elif tie(doc, clause, mention) is None:
            yield Lost(what, f"the parse does not tie it to {head.text!r}")
        else:
            yield Lost(what, "another place is tied more closely")
