"""The sample holds the variety and the traps that the README promises."""

import json
from datetime import date
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "data" / "articles"


def rows() -> list[dict[str, str]]:
    return [json.loads(line) for line in (SAMPLE / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def test_enough_articles_with_unique_ids() -> None:
    articles = rows()
    assert len(articles) + len(list(SAMPLE.glob("*.html"))) == 30
    assert len({a["article_id"] for a in articles}) == len(articles)


def test_articles_are_of_the_length_of_news() -> None:
    lengths = {a["article_id"]: len(a["text"].split()) for a in rows()}
    assert {k: n for k, n in lengths.items() if not 200 <= n <= 500} == {}


def test_one_article_has_no_date_and_one_is_french() -> None:
    articles = rows()
    assert [a["article_id"] for a in articles if not a.get("published")] == ["s024-no-date"]
    assert [a["article_id"] for a in articles if a["language"] != "en"] == ["s023-tn-fr"]


def test_a_monday_article_speaks_of_wednesday() -> None:
    article = next(a for a in rows() if a["article_id"] == "s003-et-eg")
    assert date.fromisoformat(article["published"]).isoweekday() == 1
    assert "on Wednesday" in article["text"]
