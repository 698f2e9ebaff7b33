"""The actions room: who did what to whom, as CAMEO codes."""

from spacy.language import Language

from eventcoder.actions.coder import code_doc


@Language.factory("eventcoder_actions", assigns=["doc._.clauses", "doc._.dropped"])
def make_actions(nlp: Language, name: str) -> object:
    """The component :func:`eventcoder.actions.coder.code_doc`."""
    return code_doc
