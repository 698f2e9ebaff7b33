"""Nothing reaches the network."""

import json
import socket
from pathlib import Path

import pytest

from eventcoder.build.run import build


def test_a_build_with_its_report_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was reached for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    row = {"published": "2024-03-06", "text": "France condemned Russia over the strike on Tuesday, officials said."}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    result = build(tmp_path / "a.jsonl", tmp_path / "out")
    assert result.counts.articles == 1
    assert (tmp_path / "out" / "report.html").exists()
