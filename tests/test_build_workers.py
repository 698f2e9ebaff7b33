"""Worker processes: one that dies is replaced, and what keeps them from starting is told in a line."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from kills import start, tables, write_articles

from eventcoder.build.run import build
from eventcoder.errors import EventcoderError

TEXT = "Kenya's president met the leader of Uganda in Nairobi on Tuesday. France condemned Russia over the strike. "


def _workers_of(process: int) -> list[int]:
    children = (Path("/proc") / str(process) / "task" / str(process) / "children").read_text().split()
    return [int(c) for c in children if b"eventcoder.build.worker" in (Path("/proc") / c / "cmdline").read_bytes()]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    file = write_articles(tmp_path / "articles.jsonl", TEXT * 6, 200)
    build(file, tmp_path / "whole", check=False)
    out = tmp_path / "broken"
    process = start(file, out)
    try:
        while process.poll() is None and not list((out / ".work" / "coded").glob("[0-9a-f]*")):
            time.sleep(0.02)
        os.kill(_workers_of(process.pid)[0], signal.SIGKILL)
        assert process.wait(300) == 0
    finally:
        process.kill()
    assert tables(out) == tables(tmp_path / "whole")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"model": "xx_none"}, r"no-model: --model xx_none: .*pip install it"),
        ({"own": {"actors": ["none.tsv"]}}, r"none\.tsv"),
    ],
)
def test_workers_that_cannot_start_say_why(tmp_path: Path, options: dict[str, object], told: str) -> None:
    file = write_articles(tmp_path / "articles.jsonl", TEXT, 3)
    with pytest.raises(EventcoderError, match=told):
        build(file, tmp_path / "out", workers=2, check=False, **options)  # type: ignore[arg-type]
