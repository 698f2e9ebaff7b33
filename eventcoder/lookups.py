"""What was looked up in the tables while an article was coded, so that its coding can be kept while all of it stays.

The tables of actors and of patterns are edited a row at a time, and a row matters only to the articles that ask for
it. Whoever looks something up there notes it, found or not; see :mod:`eventcoder.build.kept`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

Lookup = tuple[str, ...]  # what was asked (alias, surname, role ...) and the words it was asked for


@dataclass(slots=True)
class Lookups:
    """All that was asked of the tables of actors, and the words for which patterns were sought."""

    actors: set[Lookup] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


_noted: ContextVar[Lookups | None] = ContextVar("lookups", default=None)


def note(*lookup: str) -> None:
    """Note that something was asked of the tables of actors, where somebody listens."""
    if (noted := _noted.get()) is not None:
        noted.actors.add(lookup)


def note_words(words: Iterable[str]) -> None:
    """Note that patterns were sought for these words."""
    if (noted := _noted.get()) is not None:
        noted.words.update(words)


@contextmanager
def noting(lookups: Lookups) -> Iterator[None]:
    """Note there what is looked up while the block runs."""
    before = _noted.set(lookups)
    try:
        yield
    finally:
        _noted.reset(before)
