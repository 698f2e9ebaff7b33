"""The kinds of value in each column of the events, from the vocabulary itself."""

from datetime import date
from typing import get_args, get_type_hints

import polars as pl

from eventcoder.quality.result import Check
from eventcoder.records import Event

WANTED: dict[type, pl.DataType] = {str: pl.String(), int: pl.Int64(), float: pl.Float64(), date: pl.Date()}


def stated_types() -> dict[str, pl.DataType]:
    """Each column's type: text, whole number, number or day."""
    return {column: WANTED[(get_args(kind) or (kind,))[0]] for column, kind in get_type_hints(Event).items()}


def is_kind(found: pl.DataType, wanted: pl.DataType) -> bool:
    """Whether a column of type ``found`` holds what is wanted; a column without any value holds anything."""
    if found == pl.Null():
        return True
    if wanted == pl.String():
        return found in (pl.String(), pl.Categorical()) or isinstance(found, pl.Enum)
    if wanted == pl.Float64():
        return found.is_numeric()
    return found.is_integer() if wanted == pl.Int64() else found == wanted


def check_types(events: pl.LazyFrame) -> Check:
    """Whether every known column holds the kind of value it should."""
    says = "columns hold what the schema says: codes are text, offsets whole numbers, days dates"
    have = events.collect_schema()
    known = {name: kind for name, kind in stated_types().items() if name in have}
    wrong = [
        {"column": name, "wanted": str(kind), "found": str(have[name])}
        for name, kind in known.items()
        if not is_kind(have[name], kind)
    ]
    return Check("column_types", "hard", says, len(known), len(wrong), not wrong, tuple(wrong[:5]))


def as_stated(events: pl.LazyFrame) -> pl.LazyFrame:
    """The events with columns of another kind turned into theirs where that can be done, so that all can be checked."""
    have = events.collect_schema()
    off = [
        pl.col(name).cast(kind, strict=False)
        for name, kind in stated_types().items()
        if name in have and (have[name] == pl.Null() or not is_kind(have[name], kind))
    ]
    return events.with_columns(off) if off else events
