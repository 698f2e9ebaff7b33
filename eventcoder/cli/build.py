"""``eventcoder build``."""

from dataclasses import asdict
from pathlib import Path

import click

from eventcoder import settings
from eventcoder.cli.shared import input_options, json_option, knowledge_options, note, quiet, show, some
from eventcoder.terminal import printable


@click.command()
@input_options
@knowledge_options()
@click.option(
    "-o", "--out", required=True, type=click.Path(file_okay=False), metavar="OUT", help="Folder of the dataset."
)
@click.option("--workers", type=int, default=1, show_default=True, help="Worker processes; the result is the same.")
@click.option(
    "--min-confidence",
    type=float,
    default=settings.MIN_CONFIDENCE,
    show_default=True,
    help="Drop events less sure than this; 0 keeps every one.",
)
@click.option("--no-text", is_flag=True, help="Leave every running text out, for a dataset that may be passed on.")
@click.option("--add", is_flag=True, help="Append to the dataset in OUT; what is in it stays as it is.")
@click.option("--mixed", is_flag=True, help="With --add: also where model, version or knowledge have changed.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Who codes: processes here, or a Ray cluster ($RAY_ADDRESS) that shares OUT.",
)
@json_option
@click.pass_context
def build(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    out: str,
    workers: int,
    rename: str | None,
    published: str | None,
    min_confidence: float,
    no_text: bool,
    add: bool,
    mixed: bool,
    engine: str,
    cache: str | None,
    model: str | None,
    as_json: bool,
    **own: tuple[str, ...],
) -> None:
    """Code articles into a dataset: events.parquet, articles.parquet, dropped.parquet, manifest, report.

    INPUT is a .jsonl, .json, .csv or .parquet file (also .gz), a .txt or .html file, a folder of these, or - for JSON
    lines on standard input. An article needs `text` and `published`; `article_id`, `title`, `url`, `publisher` and
    `language` are welcome. A build that was broken off goes on where it stood when the same command is given again.

    \b
    Examples:
      eventcoder build articles.jsonl -o events --workers 2
      eventcoder build news.csv -o events --map text=body,published=date
      eventcoder build speech.txt -o events --published 2023-09-18
      eventcoder build today.jsonl -o events --add
      eventcoder build articles -o events --actors my-actors.tsv --patterns my-patterns.yaml
    """
    from eventcoder.build.run import build as run
    from eventcoder.pipeline import DEFAULT_MODEL

    result = run(
        inputs,
        out,
        workers=workers,
        rename=rename,
        published=published,
        min_confidence=min_confidence,
        no_text=no_text,
        cache=cache,
        model=model or DEFAULT_MODEL,
        own=own,
        add=add,
        mixed=mixed,
        engine=engine,
        quiet=quiet(),
    )
    c = result.counts
    note(
        f"{some(c.events, 'event')} ({c.duplicates:,} of them repeated mentions) from {some(c.articles, 'article')}; "
        f"{c.rejected:,} rejected and {some(c.dropped - c.rejected, 'candidate event')} dropped (see dropped.parquet)"
    )
    if result.already_there:
        note(f"{some(result.already_there, 'article')} there already, passed over")
    if result.reused:
        note(f"{some(result.recoded, 'article')} coded now, {result.reused:,} kept from the last build")
    for line in result.warnings:
        note(f"warning: {line}")
    for line in result.failures:
        click.echo(printable(f"eventcoder: check failed: {line}"), err=True)
    report = Path(out) / "report.html"
    note(f"dataset: {out}" + (f"   report: {report}" if report.exists() else ""))
    show(as_json, asdict(result))
    context.exit(1 if result.failures else 0)
