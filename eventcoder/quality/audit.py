"""Audit pages: sampled events, or whole articles, to be judged right or wrong by a person with the keyboard alone."""

from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup

from eventcoder.errors import EventcoderError
from eventcoder.quality.dataset import Dataset, open_dataset, scan
from eventcoder.quality.marks import FIELDS, marked
from eventcoder.quality.page import asset, environment
from eventcoder.quality.result import write_whole
from eventcoder.quality.rows import shown
from eventcoder.quality.sample import sample_events

STRATA = {"root": "event_root", "quad": "quad_class", "rule": "rule_id", "publisher": "publisher"}
EVENT_KEYS = {"event": "x", "source": "1", "action": "2", "target": "3", "date": "4", "place": "5"}


def audit(out_dir: str | Path, n: int, by: str | None = None, seed: int = 0) -> Path:
    """Write ``audit.html`` into a build's folder: ``n`` events drawn by chance, one a card; gives its path.

    ``by`` (root, quad, rule, publisher or a column's name) draws them as evenly as there are events over its values.
    The same dataset and ``seed`` give the same events. Raises EventcoderError for an unknown ``by``.
    """
    data = open_dataset(out_dir)
    column = STRATA.get(by, by) if by else None
    if column and column not in data.scan_events().collect_schema():
        raise EventcoderError(
            "unknown-column", f"--by {by}: give one of {', '.join(STRATA)}, or a column of the events"
        )
    rows = sample_events(data.scan_events(), n, column, seed).to_dicts()
    texts = _texts(data, {row["article_id"] for row in rows})
    cards = [event_card(row, texts.get(row["article_id"]), column) for row in rows]
    return _write(
        data, "audit.html", cards, {"kind": "events", "by": by, "seed": seed, "strata": _strata(data, column)}
    )


def _strata(data: Dataset, column: str | None) -> dict[str, int]:
    """The events of each stratum in the whole dataset: what its judged ones stand for."""
    if column is None:
        return {}
    counted = data.scan_events().group_by(column).len().collect(engine="streaming")
    return dict(sorted((str(value), n) for value, n in counted.iter_rows()))


def audit_articles(out_dir: str | Path, n: int, seed: int = 0) -> Path:
    """Write ``audit-articles.html``: ``n`` whole articles with their events marked, to note what was missed.

    Raises EventcoderError where the dataset was built without its articles' texts.
    """
    data = open_dataset(out_dir)
    if data.articles is None:
        raise EventcoderError("no-articles", f"{data.folder}: articles.parquet is missing")
    told = scan(data.articles).filter(pl.col("status") != "rejected", pl.col("text").is_not_null())
    chosen = sample_events(told.rename({"article_id": "event_id"}), n, None, seed).rename({"event_id": "article_id"})
    if chosen.is_empty():
        raise EventcoderError("no-text", f"{data.folder}: articles.parquet holds no text; build without --no-text")
    mine = data.scan_events().filter(pl.col("article_id").is_in(chosen["article_id"].implode())).collect()
    events: dict[str, list[dict[str, Any]]] = {}
    for row in mine.sort("action_start", "event_id").to_dicts():
        events.setdefault(row["article_id"], []).append(row)
    cards = [article_card(row, events.get(row["article_id"], [])) for row in chosen.to_dicts()]
    return _write(data, "audit-articles.html", cards, {"kind": "articles", "by": None, "seed": seed})


def event_card(row: dict[str, Any], text: str | None, column: str | None) -> dict[str, Any]:
    """One event to judge: its sentence with the fields marked, each field's value, the article behind it."""
    full = shown(row)
    values = {
        "event": "",
        "source": _actor(full, "source"),
        "action": f"{full['event_code']} {full['code_name']}",
        "target": _actor(full, "target"),
        "date": full["when"],
        "place": full["place"],
    }
    names = {"event": "an event?"}
    spans = [(name, full[f"{name}_start"], full[f"{name}_end"]) for name in FIELDS]
    return {
        "id": full["event_id"],
        "confidence": full["confidence"],
        "stratum": str(full[column]) if column else None,
        "heading": f"{full['article_id']}, published {full['published']}",
        "words": full["marked"],
        "fields": [
            {"field": name, "key": key, "name": names.get(name, name), "value": values[name]}
            for name, key in EVENT_KEYS.items()
        ],
        "context": marked(text, 0, [s for s in spans if s[1] is not None]) if text else None,
    }


def article_card(article: dict[str, Any], events: list[dict[str, Any]]) -> dict[str, Any]:
    """One article to judge: its text with every event's trigger marked, and the events in order."""
    rows = [shown(row) for row in events]
    fields = [
        {
            "field": row["event_id"],
            "key": str(number) if number < 10 else "",
            "name": f"{number} {row['action_text']}",
            "value": f"{_actor(row, 'source')} – {row['event_code']} {row['code_name']} – {_actor(row, 'target')}; "
            f"{row['when']}; {row['place']}",
        }
        for number, row in enumerate(rows, start=1)
    ]
    spans = [(f"action {n}", row["action_start"], row["action_end"]) for n, row in enumerate(rows, start=1)]
    title = f"{article['title']} – " if article.get("title") else ""
    return {
        "id": article["article_id"],
        "confidence": None,
        "stratum": None,
        "heading": f"{title}{article['article_id']}, published {article['published']}",
        "words": marked(article["text"], 0, spans),
        "fields": fields,
        "context": None,
    }


def _actor(row: dict[str, Any], side: str) -> str:
    code, name, text = row[f"{side}_code"], row[f"{side}_name"], row[f"{side}_text"]
    if code is None and text is None:
        return "nobody named"
    told = f"{code or 'no code'}" + (f" ({name})" if name else "")
    return f"{told}: “{text}”" if text else told


def _texts(data: Dataset, ids: set[str]) -> dict[str, str]:
    if data.articles is None:
        return {}
    wanted = scan(data.articles).filter(pl.col("article_id").is_in(sorted(ids)), pl.col("status") != "rejected")
    return dict(wanted.select("article_id", "text").drop_nulls().collect().rows())


def _write(data: Dataset, name: str, cards: list[dict[str, Any]], about: dict[str, Any]) -> Path:
    page = (
        environment()
        .get_template("audit.html.j2")
        .render(
            cards=cards,
            about={"format": "eventcoder-audit", "dataset": data.fingerprint(), **about},
            css=Markup(asset("page.css") + asset("audit.css")),
            js=Markup(asset("audit.js")),
        )
    )
    path = data.folder / name
    write_whole(path, page)
    return path
