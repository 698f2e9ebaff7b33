"""CAMEO, the list of event codes, with what goes with each: root, quad class, Goldstein weight and PLOVER.

The list is ``knowledge/ontology/cameo.tsv``, after the CAMEO manual 1.1b3 (Schrodt 2012); the Goldstein weights are
those published with it, the quad classes GDELT's (1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
4 material conflict), and the PLOVER columns follow the PLOVER crosswalk.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

QUAD_NAMES = {
    1: "Verbal cooperation",
    2: "Material cooperation",
    3: "Verbal conflict",
    4: "Material conflict",
}


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code. ``goldstein`` lies in -10..10; ``plover_context`` joins several contexts with |."""

    code: str
    name: str
    parent: str | None
    root: str
    quad_class: int
    goldstein: float
    plover: str | None
    plover_mode: str | None
    plover_context: str | None


@cache
def all_codes() -> dict[str, Code]:
    """Every code of the list by its text, the twenty roots ("01" .. "20") among them, in the manual's order."""
    text = (files("eventcoder") / "knowledge/ontology/cameo.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    return {
        code: Code(
            code, name, parent or None, root, int(quad), float(goldstein), plover or None, mode or None, context or None
        )
        for code, name, parent, root, quad, goldstein, plover, mode, context in rows
    }


@cache
def event_codes() -> frozenset[str]:
    """The codes an event may carry: those of three or four digits (a bare root is a heading, not a code)."""
    return frozenset(code for code in all_codes() if len(code) > 2)


def lookup(code: str) -> Code:
    """The entry of a code as text ("051", "1823", or a root such as "05").

    Raises KeyError for a code that CAMEO does not have.

    >>> lookup("1033").name
    'Demand humanitarian aid'
    """
    return all_codes()[code]


def is_code(code: str | None) -> bool:
    """Whether an event may carry this code."""
    return code in event_codes()


def root_names() -> dict[str, str]:
    """The twenty roots and their names, in order."""
    return {code: entry.name for code, entry in all_codes().items() if len(code) == 2}
