"""Base rates: each CAMEO root's share of the events, held against the build before."""

from math import sqrt

import polars as pl

from eventcoder.quality.result import Check

Z = 4.0  # standard errors: twenty roots are compared at every build, and a warning must mean something
SLACK = 0.005  # a change of half a percentage point is never worth a warning


def root_rates(events: pl.LazyFrame) -> dict[str, float]:
    """The share of each root among the events that are no duplicates, rounded to six places."""
    if "event_root" not in events.collect_schema():
        return {}
    if "duplicate_of" in events.collect_schema():
        events = events.filter(pl.col("duplicate_of").is_null())
    counts = events.group_by("event_root").len().drop_nulls().sort("event_root").collect(engine="streaming")
    total = counts["len"].sum()
    return {root: round(n / total, 6) for root, n in counts.iter_rows()}


def check_rates(now: dict[str, float], before: dict[str, float], rows: int) -> Check:
    """Whether each root's share lies within ``Z`` standard errors (and ``SLACK``) of the last build's."""
    says = "each root's share of the events is that of the last build, within chance"
    if not before:
        return Check("root_rates_steady", "soft", says, 0, 0, True, (), "no build before this one")
    strange = []
    for root in sorted(now.keys() | before.keys()):
        old, new = before.get(root, 0.0), now.get(root, 0.0)
        share = max(old, 1 / max(rows, 1))
        if abs(new - old) > max(SLACK, Z * sqrt(share * (1 - min(share, 1.0)) / max(rows, 1))):
            strange.append({"event_root": root, "before": old, "now": new})
    compared = len(now.keys() | before.keys())
    return Check("root_rates_steady", "soft", says, compared, len(strange), not strange, tuple(strange[:5]))
