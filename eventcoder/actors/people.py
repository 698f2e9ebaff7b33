"""The persons of one article: who was introduced how, and who is meant by a surname later."""

from dataclasses import dataclass, field

from eventcoder.actors.forms import FAMILY_NAME_FIRST, PARTICLES
from eventcoder.actors.knowledge import Entity
from eventcoder.actors.match import fold


@dataclass(slots=True)
class Person:
    """One person of the article. ``code`` is what titles and appositions gave so far."""

    words: tuple[str, ...]
    entity: Entity | None = None
    code: str | None = None
    name: str | None = None
    female: bool | None = None
    heads: list[int] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)

    @property
    def country(self) -> str | None:
        """The person's country where known."""
        if self.entity and self.entity.home:
            return self.entity.home
        return self.code[:3] if self.code and not self.code.startswith("---") else None

    def answers_to(self, words: tuple[str, ...]) -> bool:
        """Whether a later, shorter name can mean this person ("Popa", "al-Zahar" for "Zahar", "Kim")."""
        mine, theirs = _plain(self.words), _plain(words)
        if not theirs or len(theirs) > len(mine):
            return False
        if mine[-len(theirs) :] == theirs:
            return True
        if self.country in FAMILY_NAME_FIRST and mine[: len(theirs)] == theirs:
            return True
        return self.entity is not None and fold(" ".join(words).replace(" - ", "-")) in map(fold, self._aliases())

    def _aliases(self) -> set[str]:
        return {alias for row in self.entity.rows for alias in row.aliases} if self.entity else set()


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(w.lower() for w in words if w.strip("-'.") and w.lower() not in PARTICLES and not _is_initial(w))
    return kept or tuple(w.lower() for w in words)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word[0].isupper()


@dataclass(slots=True)
class People:
    """All persons of an article, in the order of their introduction, and by head token."""

    persons: list[Person] = field(default_factory=list)
    by_head: dict[int, Person] = field(default_factory=dict)
    span_of: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, head: int, start: int, end: int, words: tuple[str, ...], entity: Entity | None) -> Person:
        """Note a name (tokens ``start`` to ``end``) and return the person it belongs to."""
        person = self._known(words, entity, head) or Person(words, entity)
        if person not in self.persons:
            self.persons.append(person)
        if len(words) > len(person.words):
            person.words = words
        person.entity = person.entity or entity
        person.heads.append(head)
        self.by_head[head] = person
        for token in range(start, end):
            self.span_of[token] = (start, end)
        return person

    def _known(self, words: tuple[str, ...], entity: Entity | None, head: int) -> Person | None:
        if entity is not None:
            same = [p for p in self.persons if p.entity is entity]
            return (
                same[0]
                if same
                else next((p for p in self.persons if p.entity is None and _plain(p.words) == _plain(words)), None)
            )
        plain = _plain(words)
        full = [p for p in self.persons if _plain(p.words) == plain and len(p.words) > 1]
        if full:
            return full[0]
        fits = [p for p in self.persons if p.answers_to(words) or Person(words).answers_to(p.words)]
        if len(words) > 1:
            fits = [
                p
                for p in fits
                if len(plain) < len(_plain(p.words)) or len(_plain(p.words)) == 1 or _plain(p.words)[0] == plain[0]
            ]
        if len(fits) <= 1:
            return fits[0] if fits else None
        return _nearest(fits, head)


def _nearest(fits: list[Person], head: int) -> Person | None:
    """The one named last, if the others were left clearly behind; two near namesakes stay apart."""
    order = sorted(fits, key=lambda person: max(person.heads, default=0), reverse=True)
    first, second = (max(p.heads, default=0) for p in order[:2])
    return order[0] if first - second > 60 or head - first < 25 < head - second else None
