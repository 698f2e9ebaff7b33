"""``eventcoder validate``, ``report`` and ``diff``: what is done with a finished dataset."""

from dataclasses import asdict
from pathlib import Path

import click

from eventcoder.cli.shared import DATASET, json_option, note, show, some
from eventcoder.errors import EventcoderError
from eventcoder.terminal import printable

_FOLDER = click.argument("dataset", default=DATASET, type=click.Path(), metavar="[DATASET]")


def _dataset(folder: str) -> Path:
    path = Path(folder)
    if not (path / "events.parquet").is_file():
        raise EventcoderError(
            "no-dataset", f"{folder}: no events.parquet in it; make one with eventcoder build -o {folder}"
        )
    return path


@click.command()
@click.argument("dataset", default=DATASET, type=click.Path(), metavar="[DATASET|FILE]")
@json_option
@click.pass_context
def validate(context: click.Context, dataset: str, as_json: bool) -> None:
    """Check a dataset, or a lone Parquet or CSV file of events: types, codes, offsets, references.

    Exit code 1 where a hard check fails.

    \b
    Examples:
      eventcoder validate data/events
      eventcoder validate others-events.parquet
    """
    from eventcoder import quality

    result = quality.validate(Path(dataset) if Path(dataset).is_file() else _dataset(dataset))
    for line in result.warnings:
        note(f"warning: {line}")
    for line in result.hard_failures:
        click.echo(printable(f"eventcoder: check failed: {line}"), err=True)
    note(f"{some(result.rows, 'event')}: {some(len(result.checks), 'check')}, {len(result.hard_failures)} failed")
    show(as_json, asdict(result))
    context.exit(0 if result.ok else 1)


@click.command()
@_FOLDER
@json_option
def report(dataset: str, as_json: bool) -> None:
    """Write report.html: events by day, root, dyad and place, what was dropped and why.

    \b
    Example:
      eventcoder report data/events
    """
    from eventcoder import quality

    page = quality.write_report(_dataset(dataset))
    show(as_json, {"report": page}, str(page))


@click.command()
@click.argument("old", type=click.Path(), metavar="OLD")
@click.argument("new", type=click.Path(), metavar="NEW")
@json_option
def diff(old: str, new: str, as_json: bool) -> None:
    """Tell what changed from one dataset to another: events added, gone and coded otherwise.

    \b
    Example:
      eventcoder diff last-week/events data/events
    """
    from eventcoder.quality.diff import diff as compare

    found = compare(_dataset(old), _dataset(new))
    counts = {"old": found.old, "new": found.new, "kept": found.kept}
    show(as_json, {**counts, "counts": found.counts(), "rows": found.rows.to_dicts()}, found.text())
