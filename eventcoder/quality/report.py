"""report.html: one self-contained page that a researcher reads before trusting a number."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from eventcoder.ontology import QUAD_NAMES, all_codes, event_codes, root_names
from eventcoder.quality.accuracy import AccuracyTable, accuracy_tables, reliability_tables
from eventcoder.quality.charts import bars, matrix, reliability_chart, time_chart
from eventcoder.quality.dataset import Dataset, open_dataset
from eventcoder.quality.diff import diff
from eventcoder.quality.history import remember
from eventcoder.quality.mapchart import map_chart
from eventcoder.quality.page import asset, environment
from eventcoder.quality.result import ValidationResult, read_result, write_whole
from eventcoder.quality.rows import MAY_BE_NULL, shown
from eventcoder.quality.sample import articles_to_show, dropped_to_show, rows_to_show
from eventcoder.quality.summary import Counts, Summary, summarise
from eventcoder.quality.timeline import UNUSUAL, Timeline, timeline, unusual_days
from eventcoder.quality.validate import installed

ROWS = 400
SECTIONS = (
    ("checks", "Trust"),
    ("made", "Made from"),
    ("when", "When"),
    ("what", "What"),
    ("who", "Who"),
    ("where", "Where"),
    ("sure", "How sure"),
    ("changed", "Changes"),
    ("rows", "Rows"),
    ("source", "Versions"),
)


def write_report(out_dir: str | Path) -> Path:
    """Write ``report.html`` into a build's folder and return its path.

    It shows validation.json (see :func:`eventcoder.quality.validate`), and where they are there the verdicts of audits
    (audit.json) and the scores on gold (accuracy.json). The build is remembered in ``.history``, so that the next
    report can say what changed. Raises EventcoderError where the folder holds no readable events.
    """
    data = open_dataset(out_dir)
    fingerprint = data.fingerprint()
    before = remember(data, fingerprint)
    page = render(data, fingerprint, before)
    path = data.folder / "report.html"
    write_whole(path, page)
    return path


def render(data: Dataset, fingerprint: str, before: Path | None) -> str:
    """The page as text."""
    summary = summarise(data)
    change = diff(before, data.folder) if before is not None else None
    checks, line = _checks(data), timeline(summary.days, summary.published)
    accuracy = accuracy_tables(data, fingerprint)
    notes = _notes(checks["v"], accuracy)
    rows = [shown(row) for row in rows_to_show(data.scan_events(), ROWS, set(notes))]
    context = {
        "s": summary,
        "sections": SECTIONS,
        "css": Markup(asset("page.css") + asset("report.css")),
        "js": Markup(asset("report.js")),
        "version": installed("eventcoder"),
        "rows": [row | {"data": row["data"] | _more_keys(row, line, notes)} for row in rows],
        "dropped_rows": dropped_to_show(data),
        "article_rows": articles_to_show(data),
        "root_names": root_names(),
        "accuracy": accuracy,
        "reliability": [(by, table, reliability_chart(table)) for by, table in reliability_tables(data)],
        "change": change,
        "changes": change.counts() if change else [],
        "change_rows": change.some().to_dicts() if change else [],
        "short": short,
        **checks,
        **_pictures(summary, line),
        **_tables(summary),
        **_provenance(data, fingerprint, summary),
    }
    return environment().get_template("report.html.j2").render(context)


def _checks(data: Dataset) -> dict[str, Any]:
    result = read_result(data.folder / "validation.json")
    checks = result.checks if result else []
    hard = [c for c in checks if c.severity == "hard" and not c.skipped]
    soft = [c for c in checks if c.severity == "soft" and not c.skipped]
    broken = {"failed": [c for c in hard if not c.ok], "warned": [c for c in soft if not c.ok]}
    return {"v": result, "hard": hard, "soft": soft, **broken}


def _notes(result: ValidationResult | None, accuracy: list[AccuracyTable]) -> dict[str, dict[str, str]]:
    """What the page's numbers say of single rows: the checks they broke, the fields that an audit found wrong."""
    notes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for check in result.checks if result else []:
        for example in check.examples:
            if "event_id" in example:
                notes[str(example["event_id"])]["check"].append(check.id)
    for table in accuracy:
        for name, ids in table.wrong.items():
            for id in ids:
                notes[id]["wrong"].append(name)
    return {id: {key: " ".join(values) for key, values in of.items()} for id, of in notes.items()}


def _more_keys(row: dict[str, Any], line: Timeline, notes: dict[str, dict[str, str]]) -> dict[str, str]:
    day = row["event_date"]
    return ({"bin": line.label_of(day)} if day is not None else {}) | notes.get(row["event_id"], {})


def _pictures(summary: Summary, line: Timeline) -> dict[str, Any]:
    return {
        "line": line,
        "time_svg": time_chart(line),
        "most_in_bin": max((b.total for b in line.bins), default=0),
        "quads": list(QUAD_NAMES.items()),
        "unusual": unusual_days(summary.days, summary.published),
        "unusual_by": f"{UNUSUAL:g}",
        "grid": matrix(summary.dyads),
        "map": map_chart(summary.places),
    }


def _tables(summary: Summary) -> dict[str, Any]:
    counts = summary.counts

    def top(column: str, key: str, n: int = 12) -> list[Any]:
        return bars(counts.get(column, [])[:n], key)

    names = {code: f"{code} {entry.name}" for code, entry in all_codes().items()}
    found = dict(counts.get("event_root", []))
    quads = dict(counts.get("quad_class", []))
    nulls = [(c, n) for c, n in summary.nulls if c in MAY_BE_NULL]
    tenths = [(f"{i / 10:.1f}", n) for i, n in enumerate(summary.confidence)]
    return {
        "statuses": bars(summary.statuses, "status"),
        "rejected": bars(summary.rejected, "reason"),
        "dropped": bars(summary.dropped[:15], "reason"),
        "publishers": top("publisher", "publisher", 8),
        "date_bases": top("date_basis", "date-basis"),
        "date_precisions": top("date_precision", "date-precision"),
        "roots": _named([(r, found.get(r, 0)) for r in root_names()], "root", names),
        "quad_bars": _quads([(q, quads.get(q, 0)) for q in QUAD_NAMES]),
        "codes": _named(counts.get("event_code", [])[:10], "code", names),
        "sources": top("source_code", "source-code"),
        "targets": top("target_code", "target-code"),
        "countries": top("place_country", "country"),
        "place_precisions": top("place_precision", "place-precision"),
        "place_bases": top("place_basis", "place-basis"),
        "confidence": bars(tenths, "confidence"),
        "nulls": bars(nulls, "null", most=summary.rows),
        "source_bases": top("source_basis", "source-basis"),
        "target_bases": top("target_basis", "target-basis"),
        "coverage": coverage({code for code, _ in counts.get("event_code", [])}),
    }


def _named(counts: Counts, key: str, names: dict[str, str]) -> list[Any]:
    return [replace(bar, label=names.get(bar.label, bar.label)) for bar in bars(counts, key)]


def _quads(counts: Counts) -> list[Any]:
    return [replace(b, label=f"{b.label} {QUAD_NAMES[int(b.label)]}", kind=f"q{b.label}") for b in bars(counts, "quad")]


def coverage(found: set[str]) -> dict[str, Any]:
    """Which of CAMEO's codes occur, by root, and how many the patterns can give."""
    from eventcoder.actions.coverage import coverage as codes_of_patterns  # late: it loads spaCy

    reachable = codes_of_patterns()
    roots = []
    for root, name in root_names().items():
        codes = sorted(c for c in event_codes() if c.startswith(root))
        reached = len([c for c in codes if c in reachable])
        missing = [c for c in codes if c not in found]
        there = len(codes) - len(missing)
        roots.append(
            {"root": root, "name": name, "all": len(codes), "found": there, "reachable": reached, "missing": missing}
        )
    return {"found": len(found & event_codes()), "all": len(event_codes()), "reachable": len(reachable), "roots": roots}


def _provenance(data: Dataset, fingerprint: str, summary: Summary) -> dict[str, Any]:
    manifest = data.read_manifest()
    rows = [("events, SHA-256", fingerprint)]
    for section in ("versions", "model", "coding", "options", "files"):
        body = manifest.get(section)
        if isinstance(body, dict):
            rows += [(f"{section}: {name}", value) for name, value in body.items()]
    version = installed("eventcoder")
    cited = f"{summary.rows:,} events from {summary.articles:,} articles, coded with eventcoder {version}"
    facts = [("articles read", f"{summary.articles:,}", "#articles"), ("events", f"{summary.rows:,}", "#rows")]
    facts.append(("distinct events", f"{summary.unique:,}", "#rows:duplicate=no"))
    if summary.mean_confidence is not None:
        facts.append(("mean confidence", f"{summary.mean_confidence:.2f}", "#sure"))
    return {"provenance": rows, "citation": f"{cited}. SHA-256 {fingerprint}.", "facts": facts}


def short(n: int) -> str:
    """A count in at most four signs: 950, 1.2k, 38k, 2.1M."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if n >= size:
            return f"{n / size:.1f}{sign}" if n < 10 * size else f"{n // size}{sign}"
    return str(n)
