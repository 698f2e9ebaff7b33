"""Places: the names of a text that say where, and where that is (component ``eventcoder_places``).

``doc._.places`` gets a sorted list of :class:`eventcoder.records.PlaceMention`. Government metonyms ("Moscow said") are
in it: whether a name stands for an actor is decided later.
"""

from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.own import OwnTables, Within
from eventcoder.places.gazetteer import gazetteer
from eventcoder.places.place import place_mentions
from eventcoder.places.rows import COUNTRY


def find_places(doc: Doc) -> Doc:
    """Set ``doc._.places``; the gazetteer is opened at the first text."""
    doc._.places = place_mentions(doc, gazetteer())
    return doc


@Language.factory("eventcoder_places", default_config={"own": {}}, assigns=["doc._.places"])
def make_places(nlp: Language, name: str, own: dict[str, list[str]]) -> object:
    """The component :func:`find_places`, with own tables (see :mod:`eventcoder.own`)."""
    return Within(find_places, OwnTables.of(own))


def country_of(name: str) -> str | None:
    """ISO 3166 alpha-3 of the country with this name, None where it is no country's.

    >>> country_of("Ivory Coast"), country_of("Paris")
    ('CIV', None)
    """
    places = gazetteer()
    refs, _ = places.lookup(name)
    codes = [places.country_code(int(ref)) for ref in refs if places.kind[ref] == COUNTRY]
    return codes[0] if codes else None
