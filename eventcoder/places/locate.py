"""Where an event was: the place tied to its clause, then its sentence, then the story; null rather than a guess.

By DESIGN section 6 and the rules for records: a verbal act has no place unless the text says where it was uttered, the
place it is about is not its own, and a government's seat ("Moscow said") or a place inside an actor's name ("the
president of France") is no place of the event.
"""

from dataclasses import replace

from spacy.tokens import Doc, Span

from eventcoder.places.anaphora import taken_up
from eventcoder.places.ground import national_ground
from eventcoder.places.scene import (
    dateline,
    elsewhere,
    fineness,
    from_story,
    only_one,
    own_ground,
    proper,
    says_here,
    venue,
    where_clause,
)
from eventcoder.places.tables import words
from eventcoder.places.tie import FORCE, located, tie, top
from eventcoder.records import ActorMention, CodedClause, EventDate, EventPlace, PlaceMention

OLD = 60  # days before publication after which a deed is background: the story's places are not its own


def place_of(doc: Doc, clause: CodedClause, when: EventDate | None = None) -> EventPlace | None:
    """The event's place, with the basis it was read from: clause, sentence, article or dateline."""
    head = doc[clause.head]
    sentence = head.sent
    named: list[PlaceMention] = [m for m in doc._.places if not m.dateline and sentence.start <= m.head < sentence.end]
    here = [m for m in named if m.country]
    found = _in_clause(doc, clause, named, sentence)
    if found and found.country:
        return EventPlace(found, "clause")
    line = dateline(doc, head)
    if line and says_here(doc, clause):
        return EventPlace(line, "clause")
    if not clause.verbal and not found and (spot := only_one(doc, clause, here)):
        return EventPlace(spot, "sentence")
    if clause.code[:2] in FORCE and not found and (spot := own_ground(doc, clause, here)):
        return EventPlace(spot, "sentence")
    if clause.code[:2] in FORCE and not elsewhere(doc, here):
        told = from_story(doc, clause, old(doc, when))
        seas = [m for m in named if m.latitude and not m.country and located(doc, m)]
        if sea := _tied(doc, clause, seas):
            return EventPlace(sea, "clause")
        if found:  # a place of the clause that the gazetteer lacks keeps another's out; its country is the story's
            return EventPlace(replace(found, country=told.country) if told else found, "clause")
        if told:
            return EventPlace(told, "article")
    if found:
        return EventPlace(found, "clause")
    meeting = clause.code[:2] in ("04", "05") and head.lemma_.lower() in words("meetings")
    if meeting and not elsewhere(doc, here) and not old(doc, when) and (told := venue(doc, clause)):
        return EventPlace(told, "article")
    sides = {actor.country for actor in (clause.source, clause.target) if actor and actor.country}
    if line and not clause.verbal and clause.time in ("past", "present") and (not sides or line.country in sides):
        return EventPlace(line, "dateline")
    return None


def old(doc: Doc, when: EventDate | None) -> bool:
    """Whether an event is told as background: long past at publication."""
    published = doc._.published
    return bool(when and when.start and published and (published - when.start).days > OLD)


def _in_clause(doc: Doc, clause: CodedClause, named: list[PlaceMention], sentence: Span) -> PlaceMention | None:
    """The place that the clause, or the one it is conjoined with, names or points back to."""
    head = doc[clause.head]
    here = [m for m in named if m.country or (not m.latitude and located(doc, m))]  # with names the gazetteer lacks
    found = _tied(doc, clause, [*here, *national_ground(doc, sentence)]) or where_clause(head, here)
    if not found and head.dep_ == "conj" and not any(t.dep_ in ("nsubj", "nsubjpass") for t in head.children):
        taken = head.head.lemma_ in words("attacking")  # "recaptured X and freed the prisoners"
        code = "190" if taken and not clause.verbal else clause.code
        found = _tied(
            doc, replace(clause, head=head.head.i, code=code), here
        )  # "in X she met envoys and urged restraint"
    return found or _tied(doc, clause, taken_up(doc, sentence))


def _within(doc: Doc, mention: PlaceMention, target: ActorMention) -> bool:
    """Whether a place is the target or hangs on it, as in "visited the Donbas city of Soledar"."""
    overlap = mention.start < target.end and target.start < mention.end
    return overlap or target.start <= doc[top(doc, mention).i].idx < target.end


def _tied(doc: Doc, clause: CodedClause, mentions: list[PlaceMention]) -> PlaceMention | None:
    """The place that hangs closest on the trigger; of several targets each has its own."""
    tied = [(rank, m) for m in mentions if (rank := tie(doc, clause, m)) is not None]
    if clause.target:  # "visited Kosovo and Serbia": each event has the place of its own target
        tied = [t for t in tied if _within(doc, t[1], clause.target)] or tied
    if not tied:
        return None
    kept = proper(doc, [m for _, m in tied])
    tied = [t for t in tied if t[1] in kept] or tied
    tied.sort(key=lambda t: (t[0], fineness(t[1]), t[1].start))
    found = tied[0][1]
    if not found.country and not found.latitude:  # "Lwiro, north of X in Y": the country is that of the others
        found = replace(found, country=next((m.country for _, m in tied if m.country), None))
    return found
