"""``eventcoder doctor``."""

from dataclasses import asdict

import click

from eventcoder.cli.shared import json_option, show


@click.command()
@json_option
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """Check the installation: versions, model, gazetteer, disk, cache, and two sentences with known answers.

    Exit code 1 where something is broken; its line says what to do.

    \b
    Example:
      eventcoder doctor
    """
    from eventcoder.doctor import examine

    findings = []
    for finding in examine():
        findings.append(finding)
        if not as_json:
            mark = click.style("ok    ", fg="green") if finding.ok else click.style("broken", fg="red")
            click.echo(f"{mark}  {finding.what:<10}  {finding.says}")
    if as_json:
        show(True, [asdict(f) for f in findings])
    context.exit(0 if all(f.ok for f in findings) else 1)
