"""The dates room: finds date expressions, resolves them, and tells an event's date.

:func:`make_dates` is the spaCy component that sets ``doc._.dates``; :func:`eventcoder.dates.anchor.date_of` gives an
event its date.
"""

from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.dates.attach import ROOTS
from eventcoder.dates.find import find
from eventcoder.dates.narrative import TOLD
from eventcoder.dates.told import STARTS


def add_dates(doc: Doc) -> Doc:
    """Set ``doc._.dates``: the mentions in order, not overlapping, resolved against ``doc._.published``."""
    for kept in (STARTS, TOLD, ROOTS):
        doc.user_data.pop(kept, None)
    doc._.dates = find(doc)
    return doc


@Language.factory("eventcoder_dates", assigns=["doc._.dates"])
def make_dates(nlp: Language, name: str) -> object:
    """The component :func:`add_dates`."""
    return add_dates
