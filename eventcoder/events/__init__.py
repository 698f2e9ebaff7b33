"""The events room: clause + participants + date + place -> one row."""

from spacy.language import Language

from eventcoder.events.assemble import assemble


@Language.factory("eventcoder_events", assigns=["doc._.events"])
def make_events(nlp: Language, name: str) -> object:
    """The component :func:`eventcoder.events.assemble.assemble`."""
    return assemble
