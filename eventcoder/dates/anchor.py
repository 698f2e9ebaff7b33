"""The date of an event (first version: replaced by the dates room)."""

from spacy.tokens import Doc

from eventcoder.records import CodedClause, EventDate


def date_of(doc: Doc, clause: CodedClause) -> EventDate:
    """The publication day."""
    return EventDate(doc._.published, doc._.published, "day", "publication")
