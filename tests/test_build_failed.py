"""A build in which the coder itself breaks says so and fails."""

from pathlib import Path

import pytest

from eventcoder import build
from eventcoder.build import coding


def test_a_coder_that_breaks_on_many_articles_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a table is missing")

    monkeypatch.setattr(coding, "code_doc", broken)
    (tmp_path / "a.jsonl").write_text(
        '{"article_id": "1", "published": "2024-05-08", "text": "France condemned Russia."}\n'
    )
    result = build(tmp_path / "a.jsonl", tmp_path / "out", workers=1)
    assert any("coding failed in 1 of 1 articles" in line for line in result.failures)
