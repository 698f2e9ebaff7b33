"""The country a publisher's name says: "The Times of India", "Kyiv Independent", "Chicago Tribune"."""

import functools

import numpy as np

from eventcoder.places.gazetteer import Gazetteer
from eventcoder.places.judge import KNOWN, prominence
from eventcoder.places.names import key
from eventcoder.places.tables import demonyms, words

LONGEST = 3  # words of a place in a publisher's name


@functools.lru_cache(maxsize=1024)
def publisher_country(gazetteer: Gazetteer, publisher: str) -> int:
    """The gazetteer's index of the country, -1 where the name says none: only well-known places and peoples count."""
    parts = [w.strip(".,()|-") for w in publisher.split()]
    for word in parts:
        if word in demonyms():
            return gazetteer.iso3.index(demonyms()[word])
    for length in range(LONGEST, 0, -1):
        for i in range(len(parts) - length + 1):
            name = " ".join(parts[i : i + length])
            plain = name.lower() in words("common") or name.lower() in words("compass")
            span = gazetteer.spans([key(name)])[0] if name[:1].isupper() and not plain else (0, 0)
            if span[0] < span[1] and prominence(gazetteer, span) >= KNOWN:
                refs, rank = gazetteer.entries(span)
                best = refs[np.argmax(gazetteer.population[refs] * np.where(rank > 0, 10.0, 1.0))]
                return int(gazetteer.country[best])
    return -1
