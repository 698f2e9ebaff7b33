import json
from pathlib import Path

import polars as pl
import pytest
from chromium import BROWSER, Chromium
from synthetic import write_dataset

from eventcoder.errors import EventcoderError
from eventcoder.quality import audit, audit_articles, score_audit, write_report

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
