"""What a panel has a row for: a period, whose events, and which kind of event."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from eventcoder import ontology
from eventcoder.errors import EventcoderError

PERIODS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}  # weeks begin on Monday
UNITS = {
    "dyad": ("source_country", "target_country"),
    "source": ("source_country",),
    "target": ("target_country",),
    "country": ("place_country",),
}
KINDS = {"quad": "quad_class", "root": "event_root"}


@dataclass(frozen=True, slots=True)
class By:
    """The key of a panel's rows; ``unit`` and ``kind`` may be None."""

    period: str
    unit: str | None = None
    kind: str | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """The columns of the unit: one country, two for a dyad, none for the whole."""
        return UNITS[self.unit] if self.unit else ()

    @property
    def kinds(self) -> pl.DataFrame | None:
        """One column with every quad class or root, None where kinds are not told apart."""
        if self.kind is None:
            return None
        if self.kind == "quad":
            return pl.DataFrame({"quad_class": list(ontology.QUAD_NAMES)}, schema={"quad_class": pl.Int32})
        return pl.DataFrame({"event_root": list(ontology.root_names())})

    def start(self, day: str) -> pl.Expr:
        """The first day of the period that a day lies in."""
        return pl.col(day).dt.truncate(PERIODS[self.period])


def parse_by(text: str) -> By:
    """What ``month,dyad`` or ``week,source,quad`` asks for: a period, then a unit and a kind if wanted, in any order.

    Raises EventcoderError where it asks for no period, for two of a sort, or for something unknown.
    """
    words = [word.strip() for word in text.lower().split(",") if word.strip()]
    known = [*PERIODS, *UNITS, *KINDS]
    for word in words:
        if word not in known:
            near = get_close_matches(word, known, 1)
            raise EventcoderError(
                "bad-option", f"--by {text}: {word} is none of {', '.join(known)}" + (f"; {near[0]}?" if near else "")
            )
    period, unit, kind = (_one(words, sort, text) for sort in (PERIODS, UNITS, KINDS))
    if period is None:
        raise EventcoderError("bad-option", f"--by {text}: give a period too, as in --by month,{text or 'dyad'}")
    return By(period, unit, kind)


def _one(words: Sequence[str], sort: Collection[str], text: str) -> str | None:
    found = [word for word in words if word in sort]
    if len(found) > 1:
        raise EventcoderError("bad-option", f"--by {text}: give one of {' and '.join(found)}")
    return found[0] if found else None
