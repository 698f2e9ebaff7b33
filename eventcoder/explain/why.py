"""From an event's id, or a text, to its explanation."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from eventcoder import settings
from eventcoder.build.coding import mention_docs
from eventcoder.errors import EventcoderError
from eventcoder.explain.action import action
from eventcoder.explain.actor import actor
from eventcoder.explain.told import BASES, REASONS, DroppedTold, EventTold, Explanation, Field
from eventcoder.explain.when import when
from eventcoder.explain.where import where
from eventcoder.ontology import lookup
from eventcoder.own import OwnTables, using
from eventcoder.picture import marks
from eventcoder.pipeline import DEFAULT_MODEL, load
from eventcoder.records import Article, CodedClause, Dropped

Own = OwnTables | Mapping[str, Iterable[str | Path]] | None
_ID = re.compile(r"[0-9a-f]{16}")


def is_event_id(text: str) -> bool:
    """Whether a text has the form of an event's id."""
    return _ID.fullmatch(text) is not None


def explain_text(text: str, published: str | date | None, model: str | None = None, own: Own = None) -> Explanation:
    """What is coded from a text, and which candidates were dropped and why.

    Raises:
        EventcoderError: the day of publication is missing or cannot be read, or an own table has a mistake.
    """
    from eventcoder.read.rows import read_options

    day = read_options(None, published).published
    if day is None:
        raise EventcoderError("no-date", "a text needs its day of publication; give --published 2024-03-05")
    tables = OwnTables.of(own)
    nlp = load(model or DEFAULT_MODEL, tables)
    told = Explanation()
    with using(tables):
        for start, doc in mention_docs(nlp, [Article("", day, text)])[0]:
            told.events += [_alternatives(event(asdict(e)), doc, start) for e in doc._.events]
            told.dropped += [_dropped(d) for d in doc._.dropped]
    if any(e.row["confidence"] < settings.MIN_CONFIDENCE for e in told.events):
        told.notes.append(
            f"a build drops what is less sure than {settings.MIN_CONFIDENCE}; --min-confidence 0 keeps it"
        )
    return told


def explain_event(dataset: str | Path, event_id: str, model: str | None = None, own: Own = None) -> Explanation:
    """The event of a dataset; its article is coded again to tell what else it could have been.

    Raises:
        EventcoderError: the dataset or the event is missing, or an own table has a mistake.
    """
    path = Path(dataset) / "events.parquet"
    if not path.is_file():
        raise EventcoderError("no-dataset", f"{dataset}: no events.parquet in it; name the dataset with --dataset")
    row = _row(path, "event_id", event_id)
    if row is None:
        raise EventcoderError("no-event", f"{event_id}: no such event in {path}; ids are in its column event_id")
    told = Explanation([event(row)])
    article = _row(path.with_name("articles.parquet"), "article_id", row["article_id"])
    if article is None or article["text"] is None:
        told.notes.append("the dataset holds no text of the article: what else it could have been cannot be told")
        return told
    tables = OwnTables.of(own)
    nlp = load(model or _model(path.parent), tables)
    with using(tables):
        _again(nlp, article, told)
    return told


def _row(path: Path, column: str, value: str) -> dict[str, Any] | None:
    import pyarrow.dataset as ds

    if not path.is_file():
        return None
    found: list[dict[str, Any]] = ds.dataset(path).to_table(filter=ds.field(column) == value).to_pylist()
    return found[0] if found else None


def _model(folder: Path) -> str:
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else {}
    return str(told.get("model", {}).get("name") or DEFAULT_MODEL)


def _again(nlp: Language, row: Mapping[str, Any], told: Explanation) -> None:
    """Code the article of the one event again, and add its alternatives and the dropped of its sentence."""
    e = told.events[0].row
    article = Article(
        row["article_id"], row["published"], row["text"], row["title"] or "", row["url"], row["publisher"]
    )
    for start, doc in mention_docs(nlp, [article])[0]:
        if start <= e["action_start"] < start + len(doc.text):
            if _clause(doc, e, start) is None:
                told.notes.append("the article is coded otherwise today: the program or the tables have changed")
            _alternatives(told.events[0], doc, start)
            first, last = e["sentence_start"] - start, e["sentence_end"] - start
            told.dropped += [_dropped(d) for d in doc._.dropped if d.start is not None and first <= d.start < last]


def event(row: dict[str, Any]) -> EventTold:
    """What the row itself tells."""
    fields = [
        _side(row, "source"),
        Field(
            "action", row["action_text"], row["event_code"], [lookup(row["event_code"]).name, f"rule {row['rule_id']}"]
        ),
        _side(row, "target"),
        _date(row),
        _place(row),
    ]
    if row["attributed_to_text"]:
        fields.append(Field("says who", row["attributed_to_text"], row["attributed_to_code"]))
    text = row["sentence_text"]
    return EventTold(
        row["event_id"], row["article_id"], row["published"], text, marks(row) if text else [], fields, dict(row)
    )


def _side(row: Mapping[str, Any], side: str) -> Field:
    if row[f"{side}_text"] is None:
        return Field(side, None, None, ["nobody is named where the pattern looks for one"])
    basis = BASES.get(row[f"{side}_basis"] or "")
    return Field(side, row[f"{side}_text"], row[f"{side}_code"], [x for x in (row[f"{side}_name"], basis) if x])


def _date(row: Mapping[str, Any]) -> Field:
    first, last = row["event_date"], row["event_date_end"]
    value = None if first is None else str(first) if last in (None, first) else f"{first} to {last}"
    if first is None:
        return Field("date", row["date_text"], None, ["no date is told for it, and it is not told as the day's news"])
    return Field("date", row["date_text"], value, [row["date_precision"], BASES[row["date_basis"]]])


def _place(row: Mapping[str, Any]) -> Field:
    names = [row["place_name"], row["place_admin1"], row["place_country"]]
    value = ", ".join(dict.fromkeys(x for x in names if x)) or None
    if row["place_text"] is None:
        return Field("place", None, None, ["the text does not say where the act was done"])
    at = f"{row['latitude']:.3f} {row['longitude']:.3f}" if row["latitude"] is not None else None
    about = (row["place_precision"], at, BASES[row["place_basis"]])
    return Field("place", row["place_text"], value, [x for x in about if x])


def _alternatives(told: EventTold, doc: Doc, start: int) -> EventTold:
    clause = _clause(doc, told.row, start)
    if clause is None:
        return told
    fields = {f.name: f for f in told.fields}
    day = told.row["event_date"] or told.row["published"]
    action(doc, clause, fields["action"])
    for side in ("source", "target"):
        actor(doc, clause, side, fields[side], day)
    when(doc, clause, fields["date"])
    where(doc, clause, fields["place"])
    return told


def _clause(doc: Doc, row: Mapping[str, Any], start: int) -> CodedClause | None:
    """The clause that the row was made of."""
    for clause in doc._.clauses:
        same = (clause.start, clause.end, clause.code) == (
            row["action_start"] - start, row["action_end"] - start, row["event_code"]
        )  # fmt: skip
        sides = all(
            (None if m is None else m.start + start) == row[f"{side}_start"]
            for side, m in (("source", clause.source), ("target", clause.target))
        )
        if same and sides:
            found: CodedClause = clause
            return found
    return None


def _dropped(d: Dropped) -> DroppedTold:
    return DroppedTold(d.text or "", d.reason, REASONS.get(d.reason, d.reason.replace("_", " ")), d.detail or "")
