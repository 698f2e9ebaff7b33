"""The actions room: who did what to whom, as CAMEO codes."""

from spacy.language import Language

from eventcoder.actions.coder import code_doc
from eventcoder.actions.coverage import coverage
from eventcoder.own import OwnTables, Within


@Language.factory("eventcoder_actions", default_config={"own": {}}, assigns=["doc._.clauses", "doc._.dropped"])
def make_actions(nlp: Language, name: str, own: dict[str, list[str]]) -> object:
    """The component :func:`eventcoder.actions.coder.code_doc`, with own tables (see :mod:`eventcoder.own`)."""
    return Within(code_doc, OwnTables.of(own))


__all__ = ["code_doc", "coverage", "make_actions"]
