"""Participants that the clause leaves out and the article makes clear."""

from spacy.tokens import Doc

from eventcoder.actions.interpret import Interpreter, Reading
from eventcoder.records import ActorMention


def understood(doc: Doc, reading: Reading, reader: Interpreter) -> ActorMention | None:
    """The target that an intransitive act leaves to be understood; None where the text does not settle it."""
    return None
