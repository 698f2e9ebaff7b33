"""What the tests of the documentation's examples share: a dataset coded from the sample, and the blocks of a page."""

import itertools
import re
import shutil
from pathlib import Path

from eventcoder.build.run import build

ROOT = Path(__file__).resolve().parents[1]


def make_home(folder: Path, articles: int) -> Path:
    """Put data/events, coded from the first articles of the sample, news.jsonl and the examples into a folder."""
    with (ROOT / "data/articles/articles.jsonl").open(encoding="utf-8") as sample:
        (folder / "news.jsonl").write_text("".join(itertools.islice(sample, articles)), encoding="utf-8")
    shutil.copytree(ROOT / "examples", folder / "examples")
    build([folder / "news.jsonl"], folder / "data/events", quiet=True)
    return folder


def blocks(page: Path) -> list[tuple[str, str]]:
    """What stands after the fence, and the text of each fenced block, in order."""
    return re.findall(r"^```(\w[^\n]*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
