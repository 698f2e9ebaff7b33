"""A build that is killed again and again ends with the bytes of an unbroken one."""

import shutil
from pathlib import Path

from kills import kill_and_resume, tables, write_articles

from eventcoder.build.run import build


def test_three_kills_and_the_same_bytes(tmp_path: Path) -> None:
    text = "Kenya's president met the leader of Uganda in Nairobi on Tuesday. France condemned Russia over the strike."
    file = write_articles(tmp_path / "articles.jsonl", text, 60)
    build(file, tmp_path / "whole", check=False)
    assert kill_and_resume(file, tmp_path / "broken", [0.1, 1.0, 2.0], workers=1)
    assert tables(tmp_path / "broken") == tables(tmp_path / "whole")


def test_kills_while_articles_are_added_and_the_same_bytes(tmp_path: Path) -> None:
    text = "Kenya's president met the leader of Uganda in Nairobi on Tuesday. France condemned Russia over the strike."
    old = write_articles(tmp_path / "old.jsonl", text, 12)
    new = write_articles(tmp_path / "new.jsonl", text.replace("Uganda", "Rwanda"), 60)
    build(old, tmp_path / "broken", check=False)
    shutil.copytree(tmp_path / "broken", tmp_path / "whole")
    build(new, tmp_path / "whole", check=False, add=True)
    assert kill_and_resume(new, tmp_path / "broken", [0.1, 1.0, 2.0, 2.5], workers=1, add=True)
    assert tables(tmp_path / "broken") == tables(tmp_path / "whole")
