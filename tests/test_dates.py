"""What the dates room finds, the days it gives, and that no pattern is without a working example."""

import re
from calendar import day_name
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.dates import add_dates
from eventcoder.dates.anchor import date_of
from eventcoder.dates.cues import stretches
from eventcoder.dates.grammar import rules
from eventcoder.dates.lexicon import FOLDER
from eventcoder.pipeline import DEFAULT_MODEL, make_doc
from eventcoder.records import CodedClause, DateMention

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]=|]+)=([^\]]+)\]\]")


def load_cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return cases


def unmark(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """The bare text, and (start, words, value) of every marked mention."""
    plain, wanted, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        wanted.append((len(plain), mark[1], mark[2]))
        plain += mark[1]
        at = mark.end()
    return plain + text[at:], wanted


def days(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "?"
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load(DEFAULT_MODEL)
    pipeline.add_pipe("eventcoder_segments", first=True)
    return pipeline


def parsed(nlp: Language, text: str, published: date) -> Doc:
    return add_dates(nlp(make_doc(nlp, text, published)))


@pytest.mark.parametrize("case", load_cases("dates.yaml"), ids=lambda case: case["text"][:40])
def test_mentions(nlp: Language, case: dict[str, Any]) -> None:
    text, wanted = unmark(case["text"])
    assert "[[" not in text
    assert "]]" not in text
    doc = parsed(nlp, text, case["published"])
    found = [(m.start, m.text, days(m.value_start, m.value_end)) for m in doc._.dates]
    assert found == wanted


@pytest.mark.parametrize("case", load_cases("dates_events.yaml"), ids=lambda case: case["text"][:40])
def test_event_dates(nlp: Language, case: dict[str, Any]) -> None:
    doc = parsed(nlp, case["text"], case["published"])
    assert case["events"]
    for event in case["events"]:
        head = next(token for token in doc if token.text == event["trigger"])
        tokens = frozenset(token.i for token in head.subtree)
        clause = CodedClause(
            head.idx,
            head.idx + len(head),
            head.text,
            head.lemma_,
            head.i,
            0,
            event.get("code", "190"),
            None,
            None,
            "test",
            tokens,
        )
        given = date_of(doc, clause)
        assert days(given.start, given.end) == str(event["days"]).replace("-", "?", event["days"] == "-"), event
        if "basis" in event:
            assert given.basis == event["basis"], event


@pytest.mark.parametrize(
    "rule", yaml.safe_load((FOLDER / "patterns.yaml").read_text(encoding="utf-8")), ids=lambda r: r["id"]
)
def test_every_pattern_matches_its_examples(rule: dict[str, Any]) -> None:
    pattern = dict(rules())[rule["id"]]
    assert rule["examples"]
    for example in rule["examples"]:
        assert pattern.fullmatch(example), example
        tried = {rules()[rank][0] for rank in stretches(example)}
        assert rule["id"] in tried, f"{example}: none of the words it needs, the finder would pass it over"


def test_without_a_publication_day_relative_words_have_no_days() -> None:
    doc = spacy.blank("en")("They met on Tuesday and on 4 May 2019, last week.")
    doc._.published = None
    found: list[DateMention] = add_dates(doc)._.dates
    assert [(m.text, m.value_start) for m in found] == [
        ("Tuesday", None),
        ("4 May 2019", date(2019, 5, 4)),
        ("last week", None),
    ]


def test_without_a_parse_the_words_before_tell_the_direction() -> None:
    doc = spacy.blank("en")("Officials said Monday that the king will travel on Friday.")
    doc._.published = date(2024, 5, 8)
    assert [m.value_start for m in add_dates(doc)._.dates] == [date(2024, 5, 6), date(2024, 5, 10)]


LOOKING_AHEAD = (
    "The premier, who flies home on Friday, will sign the accord in March after talks next week; rebels attacked the"
    " port on Sunday. At the time they blamed the navy. The visit, which begins tomorrow, ends on Dec. 31. Police have"
    " freed nine men this month and expect more arrests by the weekend. The talks ran from Tuesday to Saturday."
)


@pytest.fixture(scope="module")
def looking_ahead(nlp: Language) -> Doc:
    return parsed(nlp, LOOKING_AHEAD, date(2024, 5, 8))


@given(published=st.dates(min_value=date(1980, 1, 1), max_value=date(2069, 12, 31)))
@settings(deadline=None, max_examples=60)
def test_no_event_is_dated_after_publication(looking_ahead: Doc, published: date) -> None:
    doc = looking_ahead
    doc._.published = published
    add_dates(doc)
    for head in doc:
        if head.pos_ not in {"VERB", "NOUN"}:
            continue
        words = frozenset({head.i})
        given_ = date_of(
            doc, CodedClause(head.idx, head.idx, head.text, head.lemma_, head.i, 0, "190", None, None, "test", words)
        )
        if given_.start is not None and given_.end is not None:
            assert given_.start <= given_.end <= published, head
        named = given_.mention.text if given_.mention is not None else ""
        if named in day_name and given_.precision == "day":
            assert given_.start is not None
            assert day_name[given_.start.weekday()] == named, head
