"""Where in a text each date pattern is worth trying: around the words one of which is in whatever it matches."""

import re
from functools import cache

from eventcoder.dates.grammar import patterns
from eventcoder.dates.lexicon import holidays, words

MARGIN = 60  # characters around a cue within which its expression lies
CUE = re.compile(r"[A-Za-z]+|(?P<YEAR>\d{4})|(?P<FIGURES>\d[-/.:])(?=\d)|(?P<SHORT>['’])(?=\d)")


@cache
def kinds() -> dict[str, list[str]]:
    """The words of each kind that ``needs`` of ``patterns.yaml`` names; kinds of figures stand for themselves."""
    table = words()
    return {
        "MONTH": [*table["months"], *table["month_abbreviations"]],
        "WEEKDAY": [*table["weekdays"]],
        "UNIT": [*table["units"]],
        "SEASON": [*table["seasons"]],
        "DECADE": [*table["decades"]],
        "HOLIDAY": [_longest(name) for name in holidays()],
        "ZONE": [_longest(name) for name in table["zones"]],
        "NOW": [_longest(name) for name in table["vague_alone"]],
    }


def _longest(name: str) -> str:
    found: list[str] = re.findall("[a-z]+", name.lower())
    return max(found, key=len)


@cache
def ranks() -> dict[str, tuple[int, ...]]:
    """Each cue to the patterns that need it, by their place in ``patterns.yaml``."""
    found: dict[str, set[int]] = {}
    for rank, rule in enumerate(patterns()):
        for need in rule["needs"]:
            for word in kinds().get(need, [need]):
                found.setdefault(word, set()).add(rank)
    return {word: tuple(sorted(held)) for word, held in found.items()}


def stretches(text: str) -> dict[int, list[tuple[int, int]]]:
    """The stretches of a text in which each pattern is worth trying, merged where they overlap, in order.

    The keys are the patterns' places in ``patterns.yaml``; a stretch ends at white space.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    table = ranks()
    for cue in CUE.finditer(text):
        held = table.get(cue.lastgroup or cue[0].lower())
        if held is None:
            continue
        left, right = max(0, cue.start() - MARGIN), _cut(text, cue.end() + MARGIN)
        for rank in held:
            spans = found.setdefault(rank, [])
            if spans and left <= spans[-1][1]:
                spans[-1] = spans[-1][0], right
            else:
                spans.append((left, right))
    return found


def _cut(text: str, end: int) -> int:
    while end < len(text) and not text[end].isspace():
        end += 1
    return min(end, len(text))
