"""Scores against gold files, the whole and in two parts: one that may be read and one that is held back.

``python -m eventcoder.evaluate --gold DIR --set records`` builds one set fast (parses are kept in ``.cache``) and
prints the figures of its scorer. A gold folder holds ``NAME-dev.jsonl`` files, each with the ``score_NAME.py`` that
judges it. An id belongs to the part held back where its MD5 is divisible by three.
"""

import hashlib
import importlib.util
import json
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from eventcoder.errors import EventcoderError

SETS = ("relations", "actors", "dates", "places", "records")
MENTIONS = ("dates", "places")  # judged by their mentions, the others by events
PARTS = ("all", "read", "held_back")
HEADLINES = {
    "relations": ("accuracy", "macro_f1", "pair_found", "label_given_pair"),
    "actors": ("country_pair", "sector"),
    "dates": ("value_f1", "value_accuracy", "strict_f1"),
    "places": ("place_f1", "acc161_all", "geonames_exact"),
    "records": ("found_f1", "found_precision", "found_recall", "whole_f1", "whole_precision"),
}
PUBLISHED = "2020-06-15"  # the day of gold texts that carry none


def default_gold() -> Path:
    """The folder of gold files: ``$EVENTCODER_GOLD``, else ``../shared/gold``."""
    return Path(os.environ.get("EVENTCODER_GOLD", "../shared/gold"))


def held_back(identity: str) -> bool:
    """Whether a gold row is of the third that nobody reads."""
    return int(hashlib.md5(identity.encode()).hexdigest(), 16) % 3 == 0


def evaluate(
    gold: Path, sets: Sequence[str] = SETS, *, cache: Path | None = None, workers: int = 1, keep: Path | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each set its figures, ``{"all": {...}, "read": {...}, "held_back": {...}}``, as its own scorer gives them.

    The set of whole records has ``reliability`` too: for each tenth of confidence its lower edge, the mean confidence
    of the rows in it, the rows that match a record, and the rows that match or match none.

    Args:
        gold: the folder of gold files and scorers.
        sets: which of ``SETS``.
        cache: where parses are kept.
        workers: worker processes of the build.
        keep: where to leave what was built; else it is deleted.

    Raises:
        EventcoderError: the folder or a set is missing.
    """
    for name in sets:
        file = gold / f"{name}-dev.jsonl"
        if not file.is_file():
            raise EventcoderError("no-gold", f"{file}: there is no such gold file; name its folder with --gold")
        scorer = _scorer(gold / f"score_{name}.py")
        with tempfile.TemporaryDirectory() as scratch:
            place = keep / name if keep else Path(scratch)
            place.mkdir(parents=True, exist_ok=True)
            rows = _rows(file)
            predicted = _predict(name, rows, place, cache, workers)
            scored: dict[str, Any] = {part: _score(scorer, name, gold, rows, part, predicted, place) for part in PARTS}
            if name == "records":
                scored["reliability"] = _reliability(scorer, place / "gold-all.jsonl", predicted)
            yield name, scored


def _rows(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _predict(name: str, rows: list[dict[str, Any]], place: Path, cache: Path | None, workers: int) -> Path:
    articles = place / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as f:
        for row in rows:
            article = {
                "article_id": str(row["id"]),
                "published": row.get("published") or PUBLISHED,
                "title": row.get("title") or "",
                "text": row["text"],
                "language": "en",
            }
            f.write(json.dumps(article, ensure_ascii=False) + "\n")
    if name in MENTIONS:
        from eventcoder.mentions import write_mentions

        write_mentions(name, [articles], place / "mentions.jsonl", cache=cache)
        return place / "mentions.jsonl"
    from eventcoder.build import build

    build([articles], place / "out", workers=workers, min_confidence=0, cache=cache, check=False)
    return place / "out" / "events.parquet"


def _score(
    scorer: ModuleType, name: str, gold: Path, rows: list[dict[str, Any]], part: str, predicted: Path, place: Path
) -> dict[str, Any]:
    chosen = place / f"gold-{part}.jsonl"
    wanted = [r for r in rows if part == "all" or held_back(str(r["id"])) == (part == "held_back")]
    chosen.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in wanted), encoding="utf-8")
    more = [str(gold.parent / "reference" / "cameo-codes.jsonl")] if name == "relations" else []
    figures = _figures(scorer, chosen, predicted, *more)
    return figures | (_sides(wanted) if name == "actors" else {})


def _figures(scorer: ModuleType, *files: Path | str) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # a scorer need not close what it reads
        figures: dict[str, Any] = scorer.score(*map(str, files))
    return figures


def _sides(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Rows whose source, and whose target, has a country or an international body: what the scorer's rates are of."""
    known = [
        [[a for a in row[side] if a["country"] or a["international"]] for side in ("source", "target")] for row in rows
    ]
    both = [(s, t or (row["reciprocal"] and s[1:])) for row, (s, t) in zip(rows, known, strict=True)]
    return {"sources": sum(bool(s) for s, _ in both), "targets": sum(bool(t) for _, t in both)}


def _reliability(scorer: ModuleType, gold: Path, predicted: Path) -> list[list[float]]:
    """Rows by tenths of confidence: lower edge, mean confidence, right, judged.

    Right and judged are what the scorer counts of all rows from a tenth upwards, less what it counts from the next.
    """
    import polars as pl

    events = pl.read_parquet(predicted)
    surer = predicted.with_name("surer.parquet")
    table: list[list[float]] = []
    above = (0, 0)
    for tenth in reversed(range(10)):
        rows = events.filter(pl.col("confidence") >= tenth / 10)
        rows.write_parquet(surer)
        figures = _figures(scorer, gold, surer)
        counts = (round((figures["found_precision"] or 0) * figures["predicted"]), figures["predicted"])
        right, judged = counts[0] - above[0], counts[1] - above[1]
        here = [c for c in rows["confidence"].to_list() if tenth == 9 or c < (tenth + 1) / 10]
        if judged > 0:
            table.append([tenth / 10, round(sum(here) / len(here), 4), max(0, min(right, judged)), judged])
        above = counts
    return table[::-1]


def _scorer(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None or not file.is_file():
        raise EventcoderError("no-gold", f"{file}: there is no such scorer; name the folder with --gold")
    module = importlib.util.module_from_spec(spec)
    write, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = write
    return module


def headline(name: str, figures: dict[str, Any]) -> str:
    """One line a set: its chief figures for the whole, the read part and the part held back."""
    parts = [f"{k} " + " / ".join(_number(figures[p].get(k)) for p in PARTS) for k in HEADLINES[name]]
    return f"{name:<10} " + "   ".join(parts)


def _number(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) else "-"


def gold_texts(gold: Path, sets: Sequence[str] = SETS) -> list[str]:
    """Every text of the gold sets."""
    files = [gold / f"{name}-dev.jsonl" for name in sets]
    return [row["text"] for f in files if f.is_file() for row in _rows(f)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Score one or more gold sets."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m eventcoder.evaluate", description=main.__doc__)
    parser.add_argument("--gold", type=Path, default=default_gold())
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    parser.add_argument("--keep", type=Path, help="leave the builds here")
    parser.add_argument("--json", action="store_true", help="every figure, as JSON")
    a = parser.parse_args(arguments)
    for name, figures in evaluate(a.gold, a.sets or SETS, cache=a.cache, keep=a.keep):
        print(json.dumps({name: figures}, indent=1) if a.json else headline(name, figures), flush=True)


if __name__ == "__main__":
    main()
