import json
from pathlib import Path

import polars as pl
import pytest
from chromium import BROWSER, Chromium
from synthetic import write_dataset

from eventcoder.cli.main import main
from eventcoder.errors import EventcoderError
from eventcoder.quality import audit, audit_articles, score_audit, write_report
from eventcoder.quality.intervals import wilson

needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("audit"), 60)


def ids(page: Path) -> list[str]:
    return [part.split('"')[0] for part in page.read_text(encoding="utf-8").split('data-id="')[1:]]


def test_the_same_seed_draws_the_same_events_whatever_their_order(folder: Path, tmp_path: Path) -> None:
    first = ids(audit(folder, 12, seed=3))
    assert len(first) == len(set(first)) == 12
    write_dataset(tmp_path, 60, mend=lambda events, read, dropped: (events.reverse(), read, dropped))
    assert set(ids(audit(tmp_path, 12, seed=3))) == set(first)
    assert set(ids(audit(folder, 12, seed=4))) != set(first)


def test_by_root_every_root_is_judged_as_often(folder: Path) -> None:
    drawn = ids(audit(folder, 12, by="root"))
    events = pl.read_parquet(folder / "events.parquet").filter(pl.col("event_id").is_in(drawn))
    assert events["event_root"].value_counts()["count"].to_list() == [2] * 6


def test_an_unknown_stratum_is_one_line(folder: Path) -> None:
    with pytest.raises(EventcoderError, match="--by colour: give one of root"):
        audit(folder, 5, by="colour")


def test_articles_without_their_text_cannot_be_audited(tmp_path: Path) -> None:
    def without(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
        return events, read.with_columns(text=pl.lit(None, dtype=pl.String)), dropped

    with pytest.raises(EventcoderError, match="holds no text"):
        audit_articles(write_dataset(tmp_path, 5, mend=without), 3)


@needs_browser
def test_the_keyboard_alone_judges_and_the_verdicts_reach_the_report(folder: Path, tmp_path: Path) -> None:
    with Chromium() as browser:
        browser.open(audit(folder, 4))
        browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
        for key in ("4", "Enter", "3", "3", "Enter", "x", "Enter", "Enter", "s"):
            browser.key(key)
        for _ in range(100):
            if list(tmp_path.glob("verdicts-*.json")):
                break
            browser.js("new Promise(r => setTimeout(r, 50))")
        assert browser.console == []
        assert "4 verdicts" in browser.js("document.getElementById('said').textContent")
    saved = next(tmp_path.glob("verdicts-*.json"))
    first, second, third, fourth = json.loads(saved.read_text())["verdicts"]
    assert first["fields"]["date"] == "wrong"
    assert second["fields"]["target"] == "unsure"
    assert set(third["fields"].values()) == {"wrong"}
    assert set(fourth["fields"].values()) == {"right"}
    figures = {f["what"]: (f["right"], f["of"]) for f in score_audit([saved], folder)["figures"]}
    assert figures["whole rows"] == (1, 3)
    assert "1 of 3" in write_report(folder).read_text(encoding="utf-8")


@needs_browser
def test_missed_events_are_counted_with_the_keyboard(folder: Path) -> None:
    with Chromium(width=360) as browser:
        browser.open(audit_articles(folder, 3))
        for key in ("m", "m", "1", "Enter"):
            browser.key(key)
        (verdict,) = browser.js("auditVerdicts()")["verdicts"]
        assert verdict["missed"] == 2
        assert "wrong" in verdict["fields"].values() or not verdict["fields"]
        assert browser.js("document.documentElement.scrollWidth") <= 360
        assert browser.console == []


def test_two_auditors_on_the_command_line_make_the_reports_accuracy(tmp_path: Path) -> None:
    out = write_dataset(tmp_path / "out", 60)
    cards = ids(audit(out, 10, by="root"))
    about = json.loads((out / "audit.html").read_text().split('id="about">')[1].split("</script>")[0])
    kinds = dict(pl.read_parquet(out / "events.parquet").select("event_id", "event_root").rows())
    files = []
    for auditor, wrong in (("Ana", cards[:4]), ("Ben", cards[1:4])):
        verdicts = [
            {
                "id": card,
                "stratum": kinds[card],
                "fields": dict.fromkeys(("event", "source", "action", "target", "place"), "right")
                | {"date": "wrong" if card in wrong else "right"},
            }
            for card in cards
        ]
        files.append(tmp_path / f"{auditor}.json")
        files[-1].write_text(json.dumps(about | {"auditor": auditor, "verdicts": verdicts}))
    with pytest.raises(SystemExit) as ended:
        main(["audit", str(out), "--score", str(files[0]), "--score", str(files[1])])
    assert ended.value.code == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Judged by 2 auditors (Ana, Ben): 10 events." in page
    assert "Agreement (Krippendorff&#39;s alpha): date 0.79" in page
    assert "6 of 10</a>" in page  # a draw is wrong; the number leads to the four rows
    assert page.count('data-wrong="date"') == 4
    assert "the events have changed since" not in page


def test_missed_events_give_recall_with_its_interval_in_the_report(tmp_path: Path) -> None:
    out = write_dataset(tmp_path / "out", 20)
    page = audit_articles(out, 5).read_text(encoding="utf-8")
    about = json.loads(page.split('id="about">')[1].split("</script>")[0])
    cards = [card.split("</article>")[0] for card in page.split('class="card"')[1:]]
    fields = [[part.split('"')[0] for part in card.split('data-field="')[1:]] for card in cards]
    verdicts = [
        {"id": f"a{n}", "fields": dict.fromkeys(events, "right"), "missed": int(n == 0)}
        for n, events in enumerate(fields)
    ]
    found = sum(map(len, fields))
    assert found > 4
    (tmp_path / "v.json").write_text(json.dumps(about | {"auditor": "Ana", "verdicts": verdicts}))
    score_audit([tmp_path / "v.json"], out)
    report = write_report(out).read_text(encoding="utf-8")
    low, high = wilson(found, found + 1)
    assert f"{found} of {found + 1}" in report
    assert f"{low:.1%} to {high:.1%}" in report


SCORER = """
import json
from pathlib import Path
import pyarrow.parquet as pq

def score(gold, events):
    wanted = sum(len(json.loads(line)["events"]) for line in Path(gold).read_text().splitlines())
    n = pq.read_table(events).num_rows
    rate = lambda of: round(min(n, wanted) / of, 4) if of else None
    return {"records": wanted, "predicted": n, "found_precision": rate(n), "found_recall": rate(wanted), "found_f1": 1}
"""


def test_a_run_on_gold_makes_the_reports_accuracy(tmp_path: Path) -> None:
    out, gold = write_dataset(tmp_path / "out", 20), tmp_path / "gold"
    gold.mkdir()
    (gold / "score_records.py").write_text(SCORER)
    article = {"published": "2024-05-08", "text": "France condemned Russia on Monday. Kenya praised Uganda on Monday."}
    rows = [article | {"id": f"own-{n}", "events": [1, 2, 3]} for n in range(3)]
    (gold / "records-dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "--gold", str(gold), "--set", "records", "--cache", str(tmp_path / "c"), "-o", str(out)])
    assert ended.value.code == 0
    body = json.loads((out / "accuracy.json").read_text())
    assert [(f["right"], f["of"]) for f in body["tables"][0]["figures"][:2]] == [(6, 6), (6, 9)]
    assert sum(row[3] for row in body["reliability"]) == 6
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Gold records" in page
    assert "6 of 9" in page
    assert "Is the confidence right, against annotated articles?" in page
