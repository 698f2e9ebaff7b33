"""The group of commands, and what becomes of a mistake: one line on standard error and an exit code."""

import logging
import os
import sys
import traceback

import click

from eventcoder import __version__
from eventcoder.cli.audit import audit
from eventcoder.cli.build import build
from eventcoder.cli.dataset import diff, report, validate
from eventcoder.cli.evaluate import evaluate
from eventcoder.cli.explain import explain
from eventcoder.cli.export import export
from eventcoder.cli.look import actors, coverage, places
from eventcoder.cli.mentions import mentions
from eventcoder.errors import EventcoderError

DONE, FAILED, MISTAKE, INTERRUPTED = 0, 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="eventcoder")
@click.option("-v", "--verbose", is_flag=True, help="Say more, and show where an unforeseen error came from.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.pass_context
def cli(context: click.Context, verbose: bool, quiet: bool) -> None:
    """News articles in, validated CAMEO event records out.

    Exit codes: 0 done, 1 a hard check failed, 2 a mistake in what was asked or given (said in one line).

    \b
    Example:
      eventcoder build articles.jsonl -o events
    """
    context.obj = {"quiet": quiet, "verbose": verbose}
    level = logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="eventcoder: %(message)s", stream=sys.stderr)
    for library in ("trafilatura", "htmldate", "great_expectations"):  # what they say is no news to the user
        logging.getLogger(library).addHandler(logging.NullHandler())
        logging.getLogger(library).propagate = False


for command in (build, validate, report, audit, explain, diff, export, evaluate, mentions, places, actors, coverage):
    cli.add_command(command)


def one_line(text: str) -> str:
    """A message on one line, without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    try:
        code = cli.main(arguments, prog_name="eventcoder", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as e:
        click.echo(e.format_message())
        code = MISTAKE
    except click.ClickException as e:
        code = _mistake(e.format_message())
    except EventcoderError as e:
        code = _mistake(str(e))
    except (KeyboardInterrupt, click.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader is gone; nothing is left to say
        code = DONE
    except OSError as e:
        code = _mistake(f"system: {e.filename + ': ' if isinstance(e.filename, str) else ''}{e.strerror or e}")
    except Exception as e:
        if "-v" in sys.argv or "--verbose" in sys.argv:
            traceback.print_exc()
        code = _mistake(f"unforeseen: {type(e).__name__}: {e} (eventcoder -v ... shows where)")
    sys.exit(code if isinstance(code, int) else DONE)


def _mistake(message: str) -> int:
    click.echo(f"eventcoder: {one_line(message)}", err=True)
    return MISTAKE
