"""A build on a Ray cluster: the same bytes, also where a worker is lost in the middle."""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from kills import tables, write_articles

from eventcoder.build.run import build

pytestmark = pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed: pip install 'eventcoder[ray]'")
BUILD = """
import sys
from eventcoder.build.run import build
build(sys.argv[1], sys.argv[2], workers=2, engine="ray", check=False)
"""


def workers_of(process: int) -> list[int]:
    """The processes of Ray that code for the build in the process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name = (folder / "cmdline").read_bytes()
            above = [int(folder.name)]
            while above[-1] > 1:
                above.append(int((Path("/proc") / str(above[-1]) / "stat").read_text().rsplit(")", 1)[1].split()[1]))
        except (OSError, IndexError):
            continue
        if name.startswith(b"ray::ShardCoder") and process in above:
            found.append(int(folder.name))
    return found


def test_a_lost_worker_and_the_same_bytes(tmp_path: Path) -> None:
    text = "Kenya's president met the leader of Uganda in Nairobi on Tuesday. France condemned Russia over the strike. "
    file = write_articles(tmp_path / "articles.jsonl", text * 6, 200)
    build(file, tmp_path / "local", check=False)
    out = tmp_path / "ray"
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(file), str(out)])
    try:
        while process.poll() is None and len(list((out / ".work" / "coded").glob("[0-9a-f]*"))) < 2:
            time.sleep(0.02)
        lost = workers_of(process.pid)
        assert len(lost) == 2
        os.kill(lost[0], signal.SIGKILL)
        assert process.wait(300) == 0
    finally:
        process.kill()
    assert tables(out) == tables(tmp_path / "local")
