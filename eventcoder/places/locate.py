"""The place of an event (first version: replaced by the places room)."""

from spacy.tokens import Doc

from eventcoder.records import CodedClause, EventPlace


def place_of(doc: Doc, clause: CodedClause) -> EventPlace | None:
    """No place yet."""
    return None
