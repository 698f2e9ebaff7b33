"""The actions room: who did what to whom, as CAMEO codes."""

from spacy.language import Language

from eventcoder.actions.coder import code_doc
from eventcoder.actions.coverage import coverage


@Language.factory("eventcoder_actions", assigns=["doc._.clauses", "doc._.dropped"])
def make_actions(nlp: Language, name: str) -> object:
    """The component :func:`eventcoder.actions.coder.code_doc`."""
    return code_doc


__all__ = ["code_doc", "coverage", "make_actions"]
