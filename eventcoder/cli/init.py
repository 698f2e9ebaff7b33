"""``eventcoder init``."""

from pathlib import Path

import click

from eventcoder.cli.shared import note


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@click.pass_context
def init(context: click.Context, folder: str) -> None:
    """Make a dataset project of your own: articles, tables, settings and a Makefile that builds the dataset.

    \b
    Examples:
      eventcoder init my-dataset
      cd my-dataset && make
    """
    from eventcoder.cli import settings
    from eventcoder.init import SETTINGS, start

    group = context.find_root().command
    assert isinstance(group, click.Group)
    made = start(Path(folder), {settings.NAME: settings.template(group, SETTINGS)})
    note(f"{len(made)} files in {folder}; next: cd {folder} && make")
