"""The events room: clause + participants + date + place -> one row."""

from spacy.language import Language

from eventcoder.events.assemble import assemble
from eventcoder.own import OwnTables, Within


@Language.factory("eventcoder_events", default_config={"own": {}}, assigns=["doc._.events"])
def make_events(nlp: Language, name: str, own: dict[str, list[str]]) -> object:
    """The component :func:`eventcoder.events.assemble.assemble`, with own tables (see :mod:`eventcoder.own`)."""
    return Within(assemble, OwnTables.of(own))
