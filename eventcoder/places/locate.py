"""Where an event was: the place tied to its clause, then its sentence, then the story; null rather than a guess.

By DESIGN section 6 and the rules for records: a verbal act has no place unless the text says where it was uttered, the
place it is about is not its own, and a government's seat ("Moscow said") or a place inside an actor's name ("the
president of France") is no place of the event.
"""

from dataclasses import replace

from spacy.tokens import Doc

from eventcoder.places.ground import national_ground
from eventcoder.places.scene import (
    dateline,
    elsewhere,
    fineness,
    invaded,
    only_one,
    says_here,
    theatre,
    told_before,
    venue,
    where_clause,
)
from eventcoder.places.tables import words
from eventcoder.places.tie import FORCE, located, tie
from eventcoder.records import CodedClause, EventPlace, PlaceMention


def place_of(doc: Doc, clause: CodedClause) -> EventPlace | None:
    """The event's place, with the basis it was read from: clause, sentence, article or dateline."""
    head = doc[clause.head]
    sentence = head.sent
    named: list[PlaceMention] = [m for m in doc._.places if not m.dateline and sentence.start <= m.head < sentence.end]
    here = [m for m in named if m.country]
    beyond = [m for m in named if not m.country and located(doc, m)]  # seas, straits and names the gazetteer lacks
    ground = national_ground(doc, sentence)
    found = _tied(doc, clause, here) or _tied(doc, clause, ground) or where_clause(head, here)
    if not found and head.dep_ == "conj" and not any(t.dep_ in ("nsubj", "nsubjpass") for t in head.children):
        found = _tied(doc, replace(clause, head=head.head.i), here)  # "in X she met the envoys and urged restraint"
    if found:
        return EventPlace(found, "clause")
    line = dateline(doc, head)
    if line and says_here(doc, clause):
        return EventPlace(line, "clause")
    if not clause.verbal and (found := only_one(doc, clause, here)):
        return EventPlace(found, "sentence")
    if clause.code[:2] in FORCE and not elsewhere(doc, here):
        told = invaded(doc, clause) or told_before(doc, sentence.start) or theatre(doc, clause)
        own = _tied(doc, clause, beyond)
        if own:  # a place of the clause that the gazetteer lacks keeps another's out; its country is the story's
            return EventPlace(own if own.latitude or not told else replace(own, country=told.country), "clause")
        if told:
            return EventPlace(told, "article")
    if clause.code[:2] in ("04", "05") and head.lemma_.lower() in words("meetings") and not elsewhere(doc, here):
        told = venue(doc)
        if told:
            return EventPlace(told, "article")
    if line and not clause.verbal and clause.time in ("past", "present"):
        return EventPlace(line, "dateline")
    return None


def _tied(doc: Doc, clause: CodedClause, mentions: list[PlaceMention]) -> PlaceMention | None:
    """The place that hangs closest on the trigger; of several targets each has its own."""
    tied = [(rank, m) for m in mentions if (rank := tie(doc, clause, m)) is not None]
    if clause.target:  # "visited Kosovo and Serbia": each event has the place of its own target
        tied = [t for t in tied if t[1].start < clause.target.end and clause.target.start < t[1].end] or tied
    return min(tied, key=lambda t: (t[0], fineness(t[1]), t[1].start))[1] if tied else None
