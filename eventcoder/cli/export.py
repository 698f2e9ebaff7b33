"""``eventcoder export``."""

from dataclasses import asdict
from pathlib import Path

import click

from eventcoder.cli.shared import DATASET, json_option, note, show, some

FORMATS = ("gdelt", "icews", "phoenix", "csv")
PART = 50_000  # events held in memory at once


@click.command()
@click.argument("dataset", default=DATASET, type=click.Path(), metavar="[DATASET]")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The columns to write.")
@click.option("-o", "--out", required=True, type=click.Path(dir_okay=False), metavar="FILE", help="The file to write.")
@click.option("--duplicates", is_flag=True, help="Keep repeated mentions of an event, which are left out otherwise.")
@json_option
def export(dataset: str, form: str, out: str, duplicates: bool, as_json: bool) -> None:
    """Write the events as GDELT 2.0, ICEWS, Phoenix or plain CSV files have them.

    gdelt: 61 columns, tab separated, no header. icews: 20, tab separated. phoenix: 26, CSV. csv: every column of
    events.parquet. What a format asks for and an event does not say is empty: an event that is only known to have
    happened in a month has no day (its month and year are given where there is a column for them).

    \b
    Examples:
      eventcoder export data/events --format gdelt -o events.export.CSV
      eventcoder export data/events --format icews -o events.tab
      eventcoder export data/events --format csv -o events.csv --duplicates
    """
    from eventcoder.quality.dataset import batches, open_dataset
    from eventcoder.write.export import export as write

    parts = batches(open_dataset(dataset).scan_events(), PART)
    done = write(parts, Path(out), form, duplicates=duplicates)
    without = f"; {done.without_day:,} without a day" if done.without_day else ""
    left = f"; {some(done.repeated, 'repeated mention')} left out" if done.repeated else ""
    note(f"{some(done.rows, 'event')} in {out}{without}{left}")
    show(as_json, {"out": out, "format": form, **asdict(done)})
