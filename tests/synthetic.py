"""A made-up dataset in the shape of a build's output folder, as large as a test needs."""

import hashlib
import json
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from eventcoder.ontology import lookup
from eventcoder.records import Event

# source words, code, name; action words, lemma, CAMEO; target words, code, name; place, country, lat, lon, id
Row = tuple[tuple[str, str, str], tuple[str, str, str], tuple[str, str, str], tuple[str, str, float, float, int]]
ROWS: list[Row] = [
    (
        ("Norwegian diplomats", "NORGOV", "Norway"),
        ("met", "meet", "046"),
        ("Colombian rebels", "COLREB", "Colombia"),
        ("Bogotá", "COL", 4.61, -74.08, 3688689),
    ),
    (
        ("Kenyan police", "KENCOP", "Kenya"),
        ("arrested", "arrest", "173"),
        ("opposition leaders", "KENOPP", "Kenya"),
        ("Nairobi", "KEN", -1.28, 36.82, 184745),
    ),
    (
        ("The Philippines", "PHL", "Philippines"),
        ("accused", "accuse", "112"),
        ("the Chinese coast guard", "CHNMIL", "China"),
        ("Manila", "PHL", 14.6, 120.98, 1701668),
    ),
    (
        ("Sudanese warplanes", "SDNMIL", "Sudan"),
        ("bombed", "bomb", "195"),
        ("paramilitary fighters", "SDNREB", "Sudan"),
        ("El Fasher", "SDN", 13.63, 25.35, 379062),
    ),
    (
        ("Japan", "JPN", "Japan"),
        ("promised aid to", "promise", "0331"),
        ("Fiji", "FJI", "Fiji"),
        ("Suva", "FJI", -18.14, 178.44, 2198148),
    ),
    (
        ("The United Nations", "IGOUNO", "United Nations"),
        ("urged", "urge", "022"),
        ("the Malian junta", "MLIGOV", "Mali"),
        ("Bamako", "MLI", 12.65, -8.0, 2460596),
    ),
]
BASES = ("clause", "sentence", "narrative", "publication")
TEXT_END = " Officials gave no further details, and residents said the streets were quiet by nightfall."


def sentence_of(row: Row) -> str:
    """One sentence of the made-up article: who did what to whom, where, when."""
    source, action, target, place = row
    return f"{source[0]} {action[0]} {target[0]} near {place[0]} on Tuesday, two witnesses said."


def event(article: int, index: int, start: int, row: Row, published: date) -> dict[str, Any]:
    """One row of events.parquet for the ``index``-th sentence of an article, at offset ``start``."""
    source, action, target, place = row
    sentence = sentence_of(row)
    code = lookup(action[2])
    at = {
        "source": start,
        "action": start + len(source[0]) + 1,
        "target": start + len(source[0]) + len(action[0]) + 2,
        "place": start + sentence.index(place[0], len(source[0]) + len(action[0]) + len(target[0])),
        "date": start + sentence.index("Tuesday"),
    }
    tuesday = published - timedelta(days=(published.weekday() - 1) % 7)
    whole: dict[str, Any] = dict.fromkeys(f.name for f in fields(Event))
    whole.update(
        event_id=hashlib.sha256(f"{article} {index}".encode()).hexdigest()[:16],
        article_id=f"a{article:07d}",
        url=f"https://example.org/{article}",
        publisher=("Example Wire", "Example Times")[article % 2],
        published=published,
        written=published,
        sentence=index,
        sentence_start=start,
        sentence_end=start + len(sentence),
        sentence_text=sentence,
        action_text=action[0],
        action_start=at["action"],
        action_end=at["action"] + len(action[0]),
        action_lemma=action[1],
        event_code=action[2],
        event_root=code.root,
        quad_class=code.quad_class,
        goldstein=code.goldstein,
        plover=code.plover,
        plover_mode=code.plover_mode,
        plover_context=code.plover_context,
        event_date=tuesday,
        event_date_end=tuesday,
        date_precision="day",
        date_basis=BASES[(article + index) % 4],
        date_text="Tuesday",
        date_start=at["date"],
        date_end=at["date"] + 7,
        place_text=place[0],
        place_start=at["place"],
        place_end=at["place"] + len(place[0]),
        place_name=place[0],
        geonames_id=place[4],
        latitude=place[2],
        longitude=place[3],
        place_country=place[1],
        place_precision="city",
        place_basis="clause",
        rule_id=f"{action[1]}-{action[2]}",
        confidence=round(0.45 + 0.5 * ((article * 7 + index * 3) % 11) / 10, 2),
        report_count=1,
    )
    for side, actor in (("source", source), ("target", target)):
        body = actor[1] if not actor[1].startswith("IGO") else None
        whole.update(
            {
                f"{side}_text": actor[0],
                f"{side}_start": at[side],
                f"{side}_end": at[side] + len(actor[0]),
                f"{side}_code": actor[1],
                f"{side}_country": body[:3] if body else None,
                f"{side}_sector": (body[3:6] or None) if body else None,
                f"{side}_name": actor[2],
                f"{side}_basis": "mention",
            }
        )
    return whole


EVENT_TYPES: dict[str, Any] = {
    **dict.fromkeys((f.name for f in fields(Event)), pl.String),
    **dict.fromkeys(("published", "written", "event_date", "event_date_end"), pl.Date),
    **dict.fromkeys(("goldstein", "latitude", "longitude", "confidence"), pl.Float64),
    **dict.fromkeys(("sentence", "quad_class", "geonames_id", "report_count"), pl.Int32),
    **dict.fromkeys(("casualties_killed", "casualties_injured"), pl.Int32),
    **{
        f"{what}_{edge}": pl.Int32
        for what in ("sentence", "source", "target", "action", "date", "place")
        for edge in ("start", "end")
    },
}


def frames(articles: int = 40) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Events, articles and dropped rows of a made-up build; one article in ten has no event, one is rejected."""
    events: list[dict[str, Any]] = []
    read: list[dict[str, Any]] = []
    dropped: list[dict[str, Any]] = []
    for number in range(articles):
        published = date(2024, 1, 3) + timedelta(days=number * 3 % 200)
        rows = [ROWS[(number + i) % len(ROWS)] for i in range(0 if number % 10 == 9 else 1 + number % 3)]
        text, mine = "", []
        for index, row in enumerate(rows):
            mine.append(event(number, index, len(text), row, published))
            text += sentence_of(row) + " "
        text += TEXT_END
        events += mine
        status = "coded" if mine else "no_events"
        reason = None if mine else "no_candidate"
        read.append(
            {
                "article_id": f"a{number:07d}",
                "published": published,
                "title": f"Report no. {number}",
                "text": text,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "sentences": len(rows) + 1,
                "events": len(mine),
                "status": status,
                "reason": reason,
            }
        )
        if number % 4 == 0:
            dropped.append(drop("event", ("negated", "hypothetical", "no_target")[number % 3], f"a{number:07d}", text))
    read.append(
        {
            "article_id": "a-rejected",
            "published": None,
            "title": "Ohne Datum",
            "text": "Ein Bericht auf Deutsch.",
            "sha256": "0" * 64,
            "sentences": 0,
            "events": 0,
            "status": "rejected",
            "reason": "not_english",
        }
    )
    dropped.append(drop("article", "not_english", "a-rejected", None))
    return pl.DataFrame(events, schema=EVENT_TYPES), pl.DataFrame(read), pl.DataFrame(dropped)


def drop(stage: str, reason: str, article_id: str, text: str | None) -> dict[str, Any]:
    """One row of dropped.parquet."""
    return {
        "stage": stage,
        "article_id": article_id,
        "input_file": "news.jsonl",
        "input_row": 1,
        "reason": reason,
        "start": 0 if text else None,
        "end": 20 if text else None,
        "text": text[:20] if text else None,
        "detail": None,
    }


def write_dataset(out: Path, articles: int = 40, *, mend: Any = None) -> Path:
    """Write a made-up dataset to ``out``; ``mend(events, articles, dropped)`` may return changed frames first."""
    events, read, dropped = frames(articles)
    if mend is not None:
        events, read, dropped = mend(events, read, dropped)
    out.mkdir(parents=True, exist_ok=True)
    events.write_parquet(out / "events.parquet")
    read.write_parquet(out / "articles.parquet")
    dropped.write_parquet(out / "dropped.parquet")
    manifest = {
        "eventcoder": "0.1.0",
        "counts": {"articles": read.height, "events": events.height, "dropped": dropped.height},
        "inputs": [{"file": "news.jsonl", "sha256": "0" * 64}],
    }
    (out / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return out


def write_large(out: Path, rows: int) -> Path:
    """Write a dataset of about ``rows`` events by repeating a small one under new ids."""
    events, read, dropped = frames(3000)
    times = max(1, rows // events.height)

    def repeat(frame: pl.DataFrame) -> pl.LazyFrame:
        copies = [frame.lazy().with_columns(pl.lit(i).alias("_copy")) for i in range(times)]
        tag = pl.format("{}-{}", "article_id", "_copy")
        wide = pl.concat(copies).with_columns(article_id=tag)
        if "event_id" in frame.columns:
            wide = wide.with_columns(event_id=pl.format("{}{}", "event_id", "_copy"))
        return wide.drop("_copy")

    out.mkdir(parents=True, exist_ok=True)
    repeat(events).sink_parquet(out / "events.parquet", row_group_size=50_000)
    repeat(read).sink_parquet(out / "articles.parquet", row_group_size=20_000)
    repeat(dropped).sink_parquet(out / "dropped.parquet")
    (out / "manifest.json").write_text(json.dumps({"eventcoder": "0.1.0"}), encoding="utf-8")
    return out
