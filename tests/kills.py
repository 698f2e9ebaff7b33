"""Kill a build at random instants and go on with it: ``python tests/kills.py --kills 20`` compares the bytes.

It tells how many kills fell into which stage: start_up, read, code, write, validate, report, or between two of them.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

from memory import articles

from eventcoder.build import coder
from eventcoder.build.base import TABLES
from eventcoder.pipeline import default_pipeline

BUILD = """
import sys
from pathlib import Path
from eventcoder.build import run

articles, out, workers, check, *add = sys.argv[1:]
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
run.build(articles, out, workers=int(workers), check=check == "True", add=bool(add))
"""


def write_articles(file: Path, text: str, number: int) -> Path:
    """A file of so many articles, alike but for their last words."""
    rows = [{"article_id": f"a{i}", "published": "2024-03-06", "text": f"{text} Part {i}."} for i in range(number)]
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


def tables(out: Path) -> list[bytes]:
    """The bytes of a dataset's tables."""
    return [(out / name).read_bytes() for name in TABLES]


def start(articles: Path, out: Path, workers: int = 2, add: bool = False) -> "subprocess.Popen[bytes]":
    """A build in a process of its own."""
    command = [sys.executable, "-c", BUILD, str(articles), str(out), str(workers), "False", *["add"] * add]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def killed(articles: Path, out: Path, after: float, workers: int = 2, add: bool = False) -> bool:
    """Start a build and kill it (SIGKILL) so many seconds after its first trace; False where it ended before."""
    stage = Path(f"{out}.stage")
    stage.unlink(missing_ok=True)
    process = start(articles, out, workers, add)
    while not stage.exists() and process.poll() is None:
        time.sleep(0.01)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def kill_and_resume(articles: Path, out: Path, delays: list[float], workers: int = 2, add: bool = False) -> int:
    """Break a build off after each delay in turn, then let it end; gives how many kills hit it alive."""
    hits = sum(killed(articles, out, delay, workers, add) for delay in delays)
    if start(articles, out, workers, add).wait():
        raise RuntimeError("the resumed build failed")
    return hits


def _build(file: Path, out: Path, check: bool) -> None:
    """A build in this process, which tells its stages in a file."""
    sys.argv = ["build", str(file), str(out), "1", str(check)]
    exec(BUILD, {})


def _forked(file: Path, out: Path, check: bool) -> "ForkProcess":
    process = get_context("fork").Process(target=_build, args=(file, out, check))
    process.start()
    return process


def _whole(file: Path, out: Path, check: bool) -> float:
    """The seconds that a build takes which nothing breaks."""
    begun = time.monotonic()
    process = _forked(file, out, check)
    process.join()
    if process.exitcode:
        raise RuntimeError(f"the build into {out} failed")
    return time.monotonic() - begun


def main() -> None:
    """Compare builds that were killed with an unbroken one; all are forks of this process, which has all loaded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--signal", default="SIGKILL")
    asked = parser.parse_args()
    chance, by = random.Random(asked.seed), signal.Signals[asked.signal]
    import great_expectations  # noqa: F401

    pipeline = default_pipeline()
    vars(coder)["load"] = lambda *_: pipeline
    stages: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        file, whole = Path(folder) / "articles.jsonl", Path(folder) / "whole"
        file.write_text("".join(json.dumps(a) + "\n" for a in articles(asked.articles)), encoding="utf-8")
        took = _whole(file, whole.with_name("unchecked"), False), _whole(file, whole, True)
        for number in range(asked.kills):  # every third build is also validated and reported
            broken, check = Path(folder) / f"broken{number}", number % 3 == 2
            process = _forked(file, broken, check)
            process.join(chance.uniform(took[0] if check else 0, took[check]))
            if process.exitcode is None and process.pid:
                os.kill(process.pid, by)
                process.join()
                stage = Path(f"{broken}.stage")
                stages[stage.read_text(encoding="utf-8") if stage.exists() else "before"] += 1
            else:
                stages["had ended"] += 1
            print(number, dict(stages), flush=True)
            _whole(file, broken, check)
            same(whole if check else whole.with_name("unchecked"), broken)
            shutil.rmtree(broken)
        print("the same bytes every time")


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
