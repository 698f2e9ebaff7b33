"""``eventcoder panel``."""

from dataclasses import asdict
from pathlib import Path

import click

from eventcoder.cli.shared import DATASET, json_option, note, show, some
from eventcoder.errors import EventcoderError


@click.command()
@click.argument("dataset", default=DATASET, type=click.Path(), metavar="[DATASET]")
@click.option(
    "--by",
    default="month,dyad",
    show_default=True,
    metavar="WHAT",
    help="A period (day, week, month, quarter, year); dyad, source, target or country (of the place); quad or root.",
)
@click.option("-o", "--out", type=click.Path(dir_okay=False), metavar="FILE", help="[default: DATASET/panel.parquet]")
@click.option("--duplicates", is_flag=True, help="Count repeated mentions too, which are left out otherwise.")
@json_option
def panel(dataset: str, by: str, out: str | None, duplicates: bool, as_json: bool) -> None:
    """Count events by period and dyad or country: FILE as Parquet and CSV, zeros filled in.

    Every dyad or country with an event has a row for each period from the first article to the last: events, by quad
    class, sum and mean of the Goldstein weights, articles that reported them, articles read. Countries are ISO 3166
    alpha-3, beside them the Correlates of War and Gleditsch-Ward codes of the time. Beside FILE stand the articles read
    by publisher and period (FILE-articles), and what is in no row, such as undated events, in FILE.json.

    \b
    Examples:
      eventcoder panel data/events --by month,dyad -o panel.parquet
      eventcoder panel data/events --by year,country,root -o countries.csv
    """
    from eventcoder.quality.dataset import open_dataset, scan
    from eventcoder.write.panel import write_panel
    from eventcoder.write.periods import parse_by

    wanted = parse_by(by)
    data = open_dataset(dataset)
    if data.articles is None:
        raise EventcoderError("no-articles", f"{dataset}: no articles.parquet beside it; give the folder of a build")
    path = Path(out) if out else data.folder / "panel.parquet"
    stem = path.with_suffix("") if path.suffix in (".parquet", ".csv") else path
    done = write_panel(data.scan_events(), scan(data.articles), wanted, stem, duplicates=duplicates)
    many = {"country": "countries"}.get(wanted.unit or "", f"{wanted.unit}s")
    units = some(done.units, wanted.unit, many) + " in " if wanted.unit else ""
    note(
        f"{some(done.rows, 'row')} in {stem}.parquet and .csv: {units}{some(done.periods, wanted.period)} "
        f"from {done.first}; articles read in {stem}-articles"
    )
    apart = {
        "repeated": done.repeated,
        "undated": done.undated,
        f"not dated to the {wanted.period}": done.too_coarse,
        "outside the articles' time": done.outside,
        "without a country": done.no_country,
    }
    left = ", ".join(f"{n:,} {why}" for why, n in apart.items() if n)
    note(f"{some(done.counted, 'event')} counted" + (f"; left out: {left}" if left else ""))
    show(as_json, {"out": f"{stem}.parquet", "by": by, **asdict(done)})
