"""Write 30 small HTML pages to try eventcoder on: ``python examples/pages.py FOLDER``.

The quarrel between Chile and Argentina that they tell, its people and its papers are invented.
"""

import sys
from html import escape
from pathlib import Path

STORY = Path(__file__).with_name("story.tsv")
BACKGROUND = (
    "The bank lies south of Tierra del Fuego, in water so rough that boats work there for four months of the year. "
    "Toothfish from it sells for more than any other catch of the region, which is why a line on a chart matters."
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>{title}</title><meta property="article:published_time" content="{day}T09:00:00+00:00">
<meta property="og:site_name" content="Southern Courier"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{title}</h1><p>{lead}</p><p>{background}</p></article>
<footer>Southern Courier, an invented paper</footer></body></html>
"""


def main(folder: str) -> None:
    """Write the pages, named by their day."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for line in STORY.read_text(encoding="utf-8").splitlines()[1:]:
        day, title, lead = map(escape, line.split("\t"))
        page = PAGE.format(day=day, title=title, lead=lead, background=BACKGROUND)
        (Path(folder) / f"{day}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
