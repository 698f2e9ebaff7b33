"""``eventcoder explain``."""

import click

from eventcoder.cli.shared import DATASET


@click.command()
@click.argument("what", metavar="EVENT_ID|TEXT")
@click.option("--data", default=DATASET, show_default=True, type=click.Path(), help="The dataset the id is from.")
@click.option("--published", metavar="DAY", help="Day of publication of TEXT: 2024-03-05.")
@click.option("--model", metavar="NAME", help="An installed spaCy pipeline for English.")
def explain(what: str, data: str, published: str | None, model: str | None) -> None:
    """Tell why an event is what it is, or what is coded from a text and what is not.

    \b
    Examples:
      eventcoder explain 3f2a9c0d11aa77e0 --data data/events
      eventcoder explain "France condemned Russia on Monday." --published 2024-05-08
    """
    from eventcoder.explain import explain_event, explain_text, is_event_id

    text = explain_event(data, what) if is_event_id(what) else explain_text(what, published, model)
    click.echo(text)
