"""``eventcoder evaluate``."""

import json
from pathlib import Path

import click

from eventcoder.cli.shared import json_option, note, some

SETS = ("relations", "actors", "dates", "places", "records")


@click.command()
@click.option(
    "--gold", type=click.Path(file_okay=False), metavar="DIR", help="Gold files and scorers; $EVENTCODER_GOLD."
)
@click.option("--set", "sets", multiple=True, type=click.Choice(SETS), help="Only this set; may be given again.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False),
    default=".cache",
    show_default=True,
    metavar="DIR",
    help="Keep parses and codings here.",
)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Worker processes.")
@click.option(
    "--speed", is_flag=True, help="Also time coding against bare nlp.pipe on the same texts, two workers, and rebuilds."
)
@click.option("--if-there", is_flag=True, help="Say so, and do no more, where the gold folder is not there.")
@click.option(
    "-o", "--out", type=click.Path(file_okay=False), metavar="DATASET", help="Keep the figures there, for its report."
)
@json_option
def evaluate(
    gold: str | None,
    sets: tuple[str, ...],
    cache: str,
    workers: int,
    speed: bool,
    if_there: bool,
    out: str | None,
    as_json: bool,
) -> None:
    """Score the coding against gold files: the whole / the part that may be read / the part held back.

    \b
    Examples:
      eventcoder evaluate --gold gold --set records
      eventcoder evaluate --gold gold -o data/events
    """
    from eventcoder.evaluate import default_gold, gold_texts, headline
    from eventcoder.evaluate import evaluate as run

    folder = Path(gold) if gold else default_gold()
    if if_there and not folder.is_dir():
        click.echo(f"no gold files in {folder}: nothing is scored")
        return
    scored = []
    for name, figures in run(folder, sets or SETS, cache=Path(cache), workers=workers):
        click.echo(json.dumps({name: figures}) if as_json else headline(name, figures))
        scored.append((name, figures))
    if out is not None:
        from eventcoder import quality

        quality.write_accuracy(out, scored)
        note(f"report: {quality.write_report(out)}")
    if speed:
        from eventcoder.speed import crews, rebuilds, speed_ratio

        texts = gold_texts(folder, sets or SETS)
        took = speed_ratio(texts)
        line = (
            f"speed      coding {took['coding']:.1f} s, bare nlp.pipe {took['bare']:.1f} s, ratio {took['ratio']:.2f}"
        )
        click.echo(json.dumps({"speed": took}) if as_json else line)
        for built in rebuilds(texts):
            line = (
                f"build      after {built['after']}: {built['seconds']:.1f} s, {built['coded']:,} articles coded, "
                f"{built['times']:.1f} x as fast as the first"
            )
            click.echo(json.dumps({"build": built}) if as_json else line)
        for crew in crews(texts):
            line = (
                f"build      {some(int(crew['workers']), 'worker')}: {crew['seconds']:.1f} s, "
                f"{crew['times']:.2f} x as fast as one; start-up {crew['start_up']:.1f} s"
            )
            click.echo(json.dumps({"crew": crew}) if as_json else line)
