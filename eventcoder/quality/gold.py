"""What a run against gold files says of the coder's accuracy, kept beside a dataset for its report."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eventcoder.build.fingerprint import knowledge_hash
from eventcoder.errors import EventcoderError
from eventcoder.quality.accuracy import GOLD
from eventcoder.quality.intervals import Share
from eventcoder.quality.result import write_whole
from eventcoder.quality.validate import installed

ABOUT = {
    "records": "whole news articles, every event annotated by reading, every row kept (confidence 0 and more)",
    "relations": "sentences with one annotated relation between two actors each",
    "actors": "sentences with annotated actors",
    "dates": "articles with annotated dates",
    "places": "articles with annotated places",
}
# What is counted: the figure's name here, the scorer's rate, and the scorer's number that the rate is of. The scorers
# give rates alone; a rate to four places and its denominator give the count.
COUNTED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "records": (
        ("rows with the right source country, root and target country", "found_precision", "predicted"),
        ("annotated events found so", "found_recall", "records"),
        ("rows right in every field", "whole_precision", "predicted"),
        ("of the rows found: code to three digits", "code3_given_found", "found"),
        ("of the rows found: both roles", "roles_given_found", "found"),
        ("of the rows found: date", "date_given_found", "found"),
        ("of the rows found: country of the place", "place_given_found", "found"),
    ),
    "relations": (
        ("source, target and PLOVER root right", "accuracy", "texts"),
        ("the pair found", "pair_found", "texts"),
    ),
    "actors": (
        ("source's country or body found", "source_country", "sources"),
        ("target's country or body found", "target_country", "targets"),
    ),
    "dates": (
        ("dates found", "relaxed_recall", "gold"),
        ("what was found is a date", "relaxed_precision", "predicted"),
        ("dates found with the right days", "valued_accuracy", "valued"),
    ),
    "places": (
        ("places found and within 161 km", "acc161_all", "gold"),
        ("what was found is a place", "precision", "predicted"),
    ),
}


def write_accuracy(out_dir: str | Path, scored: Iterable[tuple[str, dict[str, Any]]]) -> Path:
    """Write ``accuracy.json`` into a dataset's folder, from what :func:`eventcoder.evaluate.evaluate` gives.

    It holds ``tables`` (``about``, ``figures`` with 95% Wilson intervals), ``reliability`` (lower edge, mean
    confidence, rows right, rows, by tenths of confidence) and the hash of the knowledge that was scored. Raises
    EventcoderError where ``out_dir`` is no dataset.
    """
    folder = Path(out_dir)
    if not (folder / "events.parquet").is_file():
        raise EventcoderError("no-dataset", f"{folder}: no events.parquet in it; give the folder of a build")
    body: dict[str, Any] = {"eventcoder": installed("eventcoder"), "knowledge": knowledge_hash(), "tables": []}
    for name, parts in scored:
        body["tables"].append(_table(name, parts))
        body["reliability"] = parts.get("reliability") or body.get("reliability", [])
    path = folder / GOLD
    write_whole(path, json.dumps(body, indent=1, ensure_ascii=False) + "\n")
    return path


def _table(name: str, parts: dict[str, Any]) -> dict[str, Any]:
    shares = gold_shares(name, parts["all"])
    held = [Share(f"{s.what} (part held back)", s.right, s.of) for s in gold_shares(name, parts["held_back"])[:1]]
    return {"about": f"Gold {name}: {ABOUT[name]}.", "figures": [s.figure() for s in (*shares, *held)]}


def gold_shares(name: str, figures: dict[str, Any]) -> list[Share]:
    """A scorer's rates as shares of what they are rates of; those it does not give are left out."""
    known = figures | _sums(figures)
    found = []
    for what, rate, of in COUNTED[name]:
        if known.get(rate) is not None and known.get(of):
            found.append(Share(what, round(known[rate] * known[of]), known[of]))
    return found


def _sums(figures: dict[str, Any]) -> dict[str, Any]:
    """Numbers that a scorer leaves to be added up: the rows found; dates that have days, over their kinds."""
    sums: dict[str, Any] = {}
    if figures.get("found_precision") is not None:
        sums["found"] = round(figures["found_precision"] * figures["predicted"])
    kinds = [k.removesuffix("_n") for k in figures if k.endswith("_n") and figures[k]]
    if kinds:
        sums["valued"] = sum(figures[f"{k}_n"] for k in kinds)
        sums["valued_accuracy"] = sum(figures[f"{k}_n"] * figures[f"{k}_accuracy"] for k in kinds) / sums["valued"]
    return sums
