"""A build that is killed again and again ends with the bytes of an unbroken one."""

import json
from pathlib import Path

from kills import kill_and_resume, tables

from eventcoder.build.run import build


def test_three_kills_and_the_same_bytes(tmp_path: Path) -> None:
    text = "Kenya's president met the leader of Uganda in Nairobi on Tuesday. France condemned Russia over the strike."
    rows = [{"article_id": f"a{i}", "published": "2024-03-06", "text": f"{text} Part {i}."} for i in range(60)]
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    build(file, tmp_path / "whole", check=False)
    assert kill_and_resume(file, tmp_path / "broken", [0.1, 1.0, 2.0], workers=1)
    assert tables(tmp_path / "broken") == tables(tmp_path / "whole")
