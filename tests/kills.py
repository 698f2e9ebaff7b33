"""Kill a build at random instants and go on with it: ``python tests/kills.py --kills 20`` compares the bytes.

It tells how many kills fell into which stage: start_up, read, code, write, validate, report, or between two of them.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from memory import articles

from eventcoder.build.base import TABLES

BUILD = """
import sys
from pathlib import Path
from eventcoder.build import run

articles, out, workers, check = sys.argv[1:]
stage = Path(out + ".stage")


def told(name, do):
    def doing(*given):
        stage.write_text(given[1] if name is None else name)
        try:
            return do(*given)
        finally:
            stage.write_text("between")
    return doing


run._Run._timed, run._Run._code = told(None, run._Run._timed), told("code", run._Run._code)
run.build(articles, out, workers=int(workers), check=check == "True")
"""


def write_articles(file: Path, text: str, number: int) -> Path:
    """A file of so many articles, alike but for their last words."""
    rows = [{"article_id": f"a{i}", "published": "2024-03-06", "text": f"{text} Part {i}."} for i in range(number)]
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


def tables(out: Path) -> list[bytes]:
    """The bytes of a dataset's tables."""
    return [(out / name).read_bytes() for name in TABLES]


def start(articles: Path, out: Path, workers: int = 2, check: bool = False) -> "subprocess.Popen[bytes]":
    """A build in a process of its own; with ``check``, it is validated and reported as well."""
    command = [sys.executable, "-c", BUILD, str(articles), str(out), str(workers), str(check)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def killed(
    articles: Path, out: Path, after: float, workers: int = 2, check: bool = False, by: int = signal.SIGKILL
) -> str | None:
    """Start a build and kill it so many seconds after its first trace; the stage it was in, None where it had ended."""
    process = start(articles, out, workers, check)
    while not (out / ".work").exists() and process.poll() is None:
        time.sleep(0.01)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(by)
        process.wait()
        told = Path(f"{out}.stage")
        return told.read_text(encoding="utf-8") if told.exists() else "start_up"
    return None


def kill_and_resume(articles: Path, out: Path, delays: list[float], workers: int = 2) -> int:
    """Break a build off after each delay in turn, then let it end; gives how many kills hit it alive."""
    hits = sum(killed(articles, out, delay, workers) is not None for delay in delays)
    if start(articles, out, workers).wait():
        raise RuntimeError("the resumed build failed")
    return hits


def main() -> None:
    """Compare builds that were killed, each once or more, with an unbroken one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--signal", default="SIGKILL")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    chance, by = random.Random(asked.seed), signal.Signals[asked.signal]
    stages: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        file, whole = Path(folder) / "articles.jsonl", Path(folder) / "whole"
        file.write_text("".join(json.dumps(a) + "\n" for a in articles(asked.articles)), encoding="utf-8")
        took = [_seconds(file, whole.with_name("unchecked"), asked.workers, False)]
        took.append(_seconds(file, whole, asked.workers, True))
        for number in range(asked.kills):  # every fourth build is also validated and reported
            broken, check = Path(folder) / f"broken{number}", number % 4 == 3
            first = took[0] if check else 0
            stage = killed(file, broken, chance.uniform(first, took[check]), asked.workers, check, by)
            stages[stage or "had ended"] += 1
            print(f"{number:3} {stage or 'had ended'}", flush=True)
            if start(file, broken, asked.workers, check).wait():
                raise RuntimeError("the resumed build failed")
            same(whole if check else whole.with_name("unchecked"), broken)
            shutil.rmtree(broken)
        print("the same bytes every time; the kills fell into", dict(stages))


def _seconds(file: Path, out: Path, workers: int, check: bool) -> float:
    begun = time.monotonic()
    if start(file, out, workers, check).wait():
        raise RuntimeError("the unbroken build failed")
    return time.monotonic() - begun


def same(whole: Path, broken: Path) -> None:
    """Raises AssertionError where two datasets differ, or a file of a broken build is left."""
    left, there = (sorted(p.name for p in folder.iterdir()) for folder in (broken, whole))
    if left != there:
        raise AssertionError(f"{broken} holds {left}, {whole} {there}")
    for name in (*TABLES, *(n for n in ("validation.json", "report.html") if n in there)):
        if (whole / name).read_bytes() != (broken / name).read_bytes():
            raise AssertionError(f"{broken / name} differs from that of {whole}")


if __name__ == "__main__":
    main()
