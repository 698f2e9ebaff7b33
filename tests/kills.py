"""Kill a build at random instants and go on with it: ``python tests/kills.py INPUT --kills 20`` compares the bytes."""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from eventcoder.build.base import TABLES

BUILD = """
import sys
from eventcoder.build.run import build
build(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]), check=False)
"""


def write_articles(file: Path, text: str, number: int) -> Path:
    """A file of so many articles, alike but for their last words."""
    rows = [{"article_id": f"a{i}", "published": "2024-03-06", "text": f"{text} Part {i}."} for i in range(number)]
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


def tables(out: Path) -> list[bytes]:
    """The bytes of a dataset's tables."""
    return [(out / name).read_bytes() for name in TABLES]


def start(articles: Path, out: Path, workers: int = 2) -> "subprocess.Popen[bytes]":
    """A build in a process of its own."""
    command = [sys.executable, "-c", BUILD, str(articles), str(out), str(workers)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def killed(articles: Path, out: Path, after: float, workers: int = 2) -> bool:
    """Start a build and kill it (SIGKILL) so many seconds after its first trace; False where it ended before."""
    process = start(articles, out, workers)
    while not (out / ".work").exists() and process.poll() is None:
        time.sleep(0.01)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def kill_and_resume(articles: Path, out: Path, delays: list[float], workers: int = 2) -> int:
    """Break a build off after each delay in turn, then let it end; gives how many kills hit it alive."""
    hits = sum(killed(articles, out, delay, workers) for delay in delays)
    if start(articles, out, workers).wait():
        raise RuntimeError("the resumed build failed")
    return hits


def main() -> None:
    """Compare a build that was killed again and again with an unbroken one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, broken = Path(folder) / "whole", Path(folder) / "broken"
        begun = time.monotonic()
        start(asked.articles, whole).wait()
        took = time.monotonic() - begun
        delays = [chance.uniform(0, took) for _ in range(asked.kills)]
        done = hits = 0
        for delay in delays:  # each kill falls into a fresh build or one broken before, until that one has ended
            hits += killed(asked.articles, broken, delay)
            done += 1
            if (broken / "manifest.json").exists():
                same(whole, broken)
                broken = broken.with_name(f"broken{done}")
        start(asked.articles, broken).wait()
        same(whole, broken)
        print(f"{hits} of {done} kills hit a build at work; the same bytes every time")


def same(whole: Path, broken: Path) -> None:
    """Raises AssertionError where two datasets differ."""
    if tables(whole) != tables(broken):
        raise AssertionError(f"{broken} differs from {whole}")


if __name__ == "__main__":
    main()
