"""``eventcoder mentions``."""

from dataclasses import asdict
from pathlib import Path

import click

from eventcoder.cli.shared import input_options, json_option, knowledge_options, note, show, some


@click.command()
@click.option("--kind", type=click.Choice(["dates", "places", "actors"]), required=True, help="What to find.")
@input_options
@knowledge_options()
@json_option
@click.option(
    "-o", "--out", required=True, type=click.Path(dir_okay=False), metavar="FILE", help="JSON lines to write."
)
def mentions(
    kind: str,
    inputs: tuple[str, ...],
    rename: str | None,
    published: str | None,
    cache: str | None,
    model: str | None,
    out: str,
    as_json: bool,
    **own: tuple[str, ...],
) -> None:
    """Find every date, place or actor, a line an article: {"id", "mentions": [{"start", "end", "text", ...}]}.

    Dates carry value_start and value_end (days of a closed interval), places latitude, longitude, geonames_id, name and
    country, actors code and name. Offsets are characters of the text as it came in.

    \b
    Example:
      eventcoder mentions --kind dates articles.jsonl -o dates.jsonl
    """
    from eventcoder.mentions import write_mentions
    from eventcoder.pipeline import DEFAULT_MODEL
    from eventcoder.read.rows import read_options

    lines, rejected = write_mentions(
        kind,
        inputs,
        Path(out),
        options=read_options(rename, published),
        cache=Path(cache) if cache else None,
        model=model or DEFAULT_MODEL,
        own=own,
    )
    for d in rejected:
        note(f"rejected: {d.input_file}, row {d.input_row}: {d.reason}: {d.detail}")
    note(f"{some(lines, 'article')} in {out}; {len(rejected):,} rejected")
    show(as_json, {"out": out, "articles": lines, "rejected": [asdict(d) for d in rejected]})
