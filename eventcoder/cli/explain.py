"""``eventcoder explain``."""

import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from eventcoder.cli.shared import DATASET, json_option, knowledge_options, note, show


@click.command()
@click.argument("what", metavar="EVENT_ID|TEXT")
@click.option(
    "--dataset", "--data", default=DATASET, show_default=True, type=click.Path(), help="Where the id is from."
)
@click.option("--published", metavar="DAY", help="Day of publication of TEXT: 2024-03-05.")
@click.option("--model", metavar="NAME", help="An installed spaCy pipeline for English.")
@click.option(
    "--html", type=click.Path(dir_okay=False), metavar="FILE", help="Write a page with pictures to this file."
)
@knowledge_options()
@json_option
def explain(
    what: str,
    dataset: str,
    published: str | None,
    model: str | None,
    html: str | None,
    as_json: bool,
    **own: tuple[str, ...],
) -> None:
    """Tell why an event is what it is, or what is coded from a text and what is not.

    For each field its words, what speaks for them, and the alternatives that lost. An event's article is coded again
    for that, with the tables that are given.

    \b
    Examples:
      eventcoder explain 3f2a9c0d11aa77e0 --dataset data/events
      eventcoder explain "France condemned Russia on Monday." --published 2024-05-08 --html why.html
    """
    from eventcoder.explain import as_html, as_text, explain_event, explain_text, is_event_id
    from eventcoder.write import write_bytes

    known = is_event_id(what)
    told = explain_event(dataset, what, model, own) if known else explain_text(what, published, model, own)
    if html:
        write_bytes(Path(html), as_html(told, f"Event {what}" if known else what).encode())
        note(f"open it in a browser: {html}")
    if as_json or not html:
        color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        show(as_json, asdict(told), as_text(told, color), colored=True)
