"""``eventcoder audit``: a page to judge events on, and what the verdicts come to."""

import json
from typing import Any

import click

from eventcoder.cli.shared import DATASET, json_option, note, some
from eventcoder.errors import EventcoderError


@click.command()
@click.argument("dataset", default=DATASET, type=click.Path(), metavar="[DATASET]")
@click.option("-n", "--number", type=click.IntRange(min=1), default=50, show_default=True, help="Events to judge.")
@click.option("--by", metavar="WHAT", help="Draw evenly over root, quad, rule, publisher or any column.")
@click.option("--articles", type=click.IntRange(min=1), metavar="N", help="Judge N whole articles: what was missed?")
@click.option("--seed", type=int, default=0, show_default=True, help="Another number draws others.")
@click.option(
    "--score",
    "verdicts",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Verdicts saved from the page; give it again for each auditor.",
)
@json_option
def audit(
    dataset: str,
    number: int,
    by: str | None,
    articles: int | None,
    seed: int,
    verdicts: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write a page on which a person judges sampled events, field by field, or score the verdicts saved from it.

    The page stands alone and works with the keyboard. The score (precision by field and of whole rows, recall where
    articles were judged, 95% Wilson intervals, agreement of several auditors) is kept beside the dataset: the report
    shows it.

    \b
    Examples:
      eventcoder audit data/events -n 50 --by root
      eventcoder audit data/events --articles 10
      eventcoder audit data/events --score verdicts-anna.json --score verdicts-ben.json
    """
    from eventcoder import quality

    if verdicts:
        score = quality.score_audit(verdicts, dataset)
        note(f"report: {quality.write_report(dataset)}")
        click.echo(json.dumps(score, indent=1, ensure_ascii=False) if as_json else _told(score))
        return
    if articles is not None and by is not None:
        raise EventcoderError("bad-option", "--by draws events, not articles; give one of --by and --articles")
    page = quality.audit_articles(dataset, articles, seed) if articles else quality.audit(dataset, number, by, seed)
    click.echo(page)
    what = some(articles, "article") if articles else f"at most {some(number, 'event')}"
    note(f"open it in a browser: {what} to judge; then eventcoder audit {dataset} --score FILE")


def _told(score: dict[str, Any]) -> str:
    lines = [score["about"]]
    for f in score["figures"]:
        share = "-" if f["value"] is None else f"{f['value']:.2f} ({f['low']:.2f} to {f['high']:.2f})"
        lines.append(f"  {f['what']:<32} {f['right']:>5} of {f['of']:<5} {share}")
    return "\n".join(lines)
