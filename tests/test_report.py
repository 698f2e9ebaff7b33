import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from chromium import BROWSER, Chromium
from synthetic import write_dataset

from eventcoder.errors import EventcoderError
from eventcoder.quality import validate, write_report
from eventcoder.quality.marks import marked

needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here: apt-get install chromium")
HOSTILE = '<script>document.title="caught"</script>&"\'<b>'


def hostile(events: pl.DataFrame, read: pl.DataFrame, dropped: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """Markup in every running text, a duplicate, and a place missing."""
    ids = events["event_id"]
    copy = pl.when(pl.col("event_id") == ids[3]).then(pl.lit(ids[0])).otherwise(None)
    spoilt = events.with_columns(
        publisher=pl.lit(HOSTILE),
        source_name=pl.lit(HOSTILE),
        place_name=pl.when(pl.col("event_id") == ids[2]).then(None).otherwise(pl.lit("Puerto " + HOSTILE)),
        rule_id=pl.lit(HOSTILE),
        sentence_text=pl.concat_str(pl.col("sentence_text").str.slice(0, 60), pl.lit(HOSTILE)),
        duplicate_of=copy,
    )
    return spoilt, read.with_columns(reason=pl.when(pl.col("reason").is_not_null()).then(pl.lit(HOSTILE))), dropped


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = write_dataset(tmp_path_factory.mktemp("report"), 120, mend=hostile)
    validate(out)
    figures = [{"what": "whole records", "right": 61, "of": 100}]
    gold = {"tables": [{"about": "Against annotated news.", "figures": figures}], "reliability": [[0.3, 0.36, 40, 99]]}
    (out / "accuracy.json").write_text(json.dumps(gold))
    audited: dict[str, Any] = {"about": "Judged by Ana.", "figures": [{"what": "date", "right": 45, "of": 50}]}
    audited |= {"reliability": [[0.85, True], [0.85, False], [0.55, True]]}
    (out / "audit.json").write_text(json.dumps(audited))
    write_report(out)
    return out


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def test_the_page_stands_alone(page: str) -> None:
    loaded = re.findall(r'<(?:script|img|link|iframe|source)[^>]*(?:src|href)="(?!data:)([^"]*)"', page)
    assert loaded == []
    assert "@import" not in page
    assert "url(" not in page


def test_everything_from_the_news_is_escaped(page: str) -> None:
    assert HOSTILE not in page
    assert "<script>document.title" not in page
    assert "&lt;script&gt;document.title" in page


def test_the_same_dataset_gives_the_same_page(folder: Path, page: str) -> None:
    write_report(folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == page


def test_accuracy_stands_with_its_interval(page: str) -> None:
    assert "Against annotated news." in page
    assert "51.2% to 70.0%" in page
    assert "78.6% to 95.7%" in page
    assert 'class="reliability"' in page


def test_a_failed_check_leads_the_page(tmp_path: Path) -> None:
    def break_it(events: pl.DataFrame, *others: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
        return events.with_columns(confidence=pl.lit(1.7)), *others

    validate(write_dataset(tmp_path, 10, mend=break_it))
    page = write_report(tmp_path).read_text(encoding="utf-8")
    assert "1 of" in page
    assert "hard checks failed" in page
    assert "confidence_in_range: not true of" in page


def test_a_second_build_tells_what_changed(tmp_path: Path) -> None:
    validate(write_dataset(tmp_path, 10))
    write_report(tmp_path)
    validate(write_dataset(tmp_path, 12))
    page = write_report(tmp_path).read_text(encoding="utf-8")
    assert "article added" in page
    assert re.search(r'<td>19 Fight</td><td class="n">[\d.]+%</td><td class="n"><a href="#rows:root=19">', page)
    again = write_report(tmp_path).read_text(encoding="utf-8")
    assert "article added" in again  # the same build again still compares with the one before


@pytest.mark.parametrize("articles", [0, 1])
def test_a_nearly_empty_dataset_has_its_report(tmp_path: Path, articles: int) -> None:
    assert write_report(write_dataset(tmp_path, articles)).stat().st_size > 1000


def test_a_folder_without_events_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EventcoderError, match="no such file"):
        write_report(tmp_path)


def test_fields_are_marked_and_overlaps_go_to_the_earlier_named() -> None:
    html = marked("Kenya's police met Fiji", 10, [("source", 10, 24), ("target", 10, 15), ("action", 25, 28)])
    text = re.sub(r'<span class="tag">[^<]*</span>', "", str(html))
    assert text.startswith('<mark class="source">Kenya&#39;s police</mark>')
    assert '<mark class="action">met</mark> Fiji' in text


@needs_browser
@pytest.mark.parametrize(("width", "dark"), [(360, False), (820, True), (1280, False)])
def test_it_fits_every_width_without_an_error(folder: Path, width: int, dark: bool) -> None:
    with Chromium(width, dark=dark) as browser:
        browser.open(folder / "report.html")
        assert browser.console == []
        assert [u for u in browser.asked if not u.startswith(("file:", "data:"))] == []
        assert browser.js("document.documentElement.scrollWidth") <= width
        assert browser.js("document.title").startswith("Report: ")


@needs_browser
def test_a_number_leads_to_the_rows_behind_it(folder: Path) -> None:
    with Chromium() as browser:
        browser.open(folder / "report.html")
        link: Any = browser.js(
            "(() => { const a = document.querySelector('a[href=\"#rows:root=19\"]');"
            " a.click(); return Number(a.textContent); })()"
        )
        browser.js("new Promise(r => setTimeout(r, 100))")
        shown = browser.js(
            "[...document.querySelectorAll('#sampled tbody tr')].filter(r => !r.hidden).map(r => r.dataset.root)"
        )
        assert set(shown) == {"19"}
        assert link <= len(shown) <= link + 1  # the number counts distinct events, the rows show their duplicates too
        assert "root 19" in browser.js("document.querySelector('#rows .shown').textContent")
        hidden = "[...document.querySelectorAll('#sampled tbody tr')].filter(r => r.hidden).length"
        for label in ("Clear", "Show all"):
            browser.js(
                "[...document.querySelectorAll('#rows .shown button')]"
                f".find(b => b.textContent.startsWith('{label}')).click()"
            )
        assert browser.js(hidden) == 0


EVERY_LINK = """(() => {
  const found = {};
  for (const a of document.querySelectorAll('a[href*=":"]')) {
    const href = a.getAttribute("href");
    if (!/^#(rows|dropped|articles|changes):/.test(href)) { found[href] = "leads out"; continue; }
    location.hash = href;
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    const name = href.slice(1).split(":")[0];
    const table = document.querySelector(`table[data-list="${name}"]`);
    if (![...table.tBodies[0].rows].some((row) => !row.hidden)) found[href] = "no row";
  } return found; })()"""


@needs_browser
def test_every_number_that_is_a_link_has_rows_behind_it(folder: Path, tmp_path: Path) -> None:
    write_report(write_dataset(tmp_path, 20))
    changed = write_report(write_dataset(tmp_path, 40))
    with Chromium() as browser:
        for page in (folder / "report.html", changed):
            browser.open(page)
            assert browser.js("document.querySelectorAll('a[href*=\":\"]').length") > 60
            assert browser.js(EVERY_LINK) == {}
            assert browser.console == []


def test_what_was_dropped_is_shown_in_its_words(tmp_path: Path) -> None:
    page = write_report(write_dataset(tmp_path, 400)).read_text(encoding="utf-8")
    dropped = page[page.index('id="dropped"') : page.index('id="articles"')]
    assert dropped.count('data-reason="negated"') == 25  # some of each reason, not all
    assert '<mark class="action">' in dropped


def test_broken_rows_and_rows_judged_wrong_can_be_looked_at(tmp_path: Path) -> None:
    def break_it(events: pl.DataFrame, *others: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
        one = pl.int_range(pl.len()) == 900
        return events.with_columns(confidence=pl.when(one).then(1.7).otherwise(pl.col("confidence"))), *others

    validate(write_dataset(tmp_path, 900, mend=break_it))
    events = pl.read_parquet(tmp_path / "events.parquet")["event_id"]
    figures = [{"what": "date", "right": 45, "of": 46}]
    audited = {"dataset": "older", "about": "Judged by Ana.", "figures": figures, "wrong": {"date": [events[700]]}}
    (tmp_path / "audit.json").write_text(json.dumps(audited))
    page = write_report(tmp_path).read_text(encoding="utf-8")
    assert f'id="e-{events[900]}"' in page
    assert 'data-check="confidence_in_range"' in page
    assert f'id="e-{events[700]}"' in page
    assert 'data-wrong="date"' in page
    assert "the events have changed since" in page


@needs_browser
def test_pictures_have_words_and_text_has_contrast(folder: Path) -> None:
    contrast = """(() => {
      const parse = (c) => c.match(/[\\d.]+/g).map(Number);
      const light = (c) => { const v = parse(c).slice(0, 3).map((x) => x / 255)
        .map((x) => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
        return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
      const back = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
        if (parse(c)[3] !== 0) return c; } return "rgb(255, 255, 255)"; };
      let worst = 21;
      const told = "p, td:not(.matrix td), th, dt, dd, a:not(.matrix a), mark, summary, figcaption, span:not(.key)";
      for (const e of document.querySelectorAll(told)) {
        if (!e.textContent.trim() || !e.getClientRects().length) continue;
        const [a, b] = [light(getComputedStyle(e).color), light(back(e))].sort((x, y) => y - x);
        worst = Math.min(worst, (a + .05) / (b + .05));
      } return worst; })()"""
    for dark in (False, True):
        with Chromium(dark=dark) as browser:
            browser.open(folder / "report.html")
            nameless = browser.js(
                "[...document.querySelectorAll('svg')].filter(s => !s.getAttribute('aria-label')).length"
            )
            assert nameless == 0
            assert browser.js(contrast) >= 4.5
