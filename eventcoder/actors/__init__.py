"""The actors room: who is meant, and which role they hold on the day."""

from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.actors.knowledge import Knowledge, load_knowledge
from eventcoder.actors.participants import actor_at, listed, participant, read_article
from eventcoder.own import OwnTables, Within

__all__ = ["Knowledge", "actor_at", "code_actors", "load_knowledge", "make_actors", "participant"]

if not Doc.has_extension("actor_reading"):
    Doc.set_extension("actor_reading", default=None)


def code_actors(doc: Doc, knowledge: Knowledge | None = None) -> Doc:
    """Fill ``doc._.actors``, the mentions sorted by their start, at most one a head token."""
    reading = read_article(doc, knowledge or load_knowledge())
    doc._.actor_reading = reading
    doc._.actors = listed(reading)
    return doc


@Language.factory("eventcoder_actors", default_config={"own": {}}, assigns=["doc._.actors"])
def make_actors(nlp: Language, name: str, own: dict[str, list[str]]) -> object:
    """The component, with own tables (see :mod:`eventcoder.own`); its knowledge is loaded with the first doc."""
    return Within(code_actors, OwnTables.of(own))
