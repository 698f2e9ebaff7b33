"""The group of commands, and what becomes of a mistake: one line on standard error and an exit code."""

import os
import sqlite3
import sys
import traceback
from typing import Any

import click

from eventcoder import __version__
from eventcoder.cli.audit import audit
from eventcoder.cli.build import build
from eventcoder.cli.completion import completion
from eventcoder.cli.dataset import diff, report, validate
from eventcoder.cli.doctor import doctor
from eventcoder.cli.evaluate import evaluate
from eventcoder.cli.explain import explain
from eventcoder.cli.export import export
from eventcoder.cli.init import init
from eventcoder.cli.look import actors, coverage, places
from eventcoder.cli.mentions import mentions
from eventcoder.cli.panel import panel
from eventcoder.cli.shared import common_options, listen
from eventcoder.errors import EventcoderError
from eventcoder.terminal import printable

DONE, FAILED, MISTAKE, INTERRUPTED = 0, 1, 2, 130
RESUMED = ("build",)  # commands that go on where they stood when they are given again


class Interrupted(Exception):
    """Ctrl-C; the message says what becomes of the work."""


class Commands(click.Group):
    """The commands in the order of their use; Ctrl-C ends any of them with one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            again = (
                "the same command goes on where it stood" if ctx.invoked_subcommand in RESUMED else "nothing is left"
            )
            raise Interrupted(f"interrupted; {again}") from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="eventcoder")
@click.option("--settings", type=click.Path(dir_okay=False), metavar="FILE", help="Take options from this file.")
@click.option("-v", "--verbose", is_flag=True, help="Say more, and show where an unforeseen error came from.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.pass_context
def cli(context: click.Context, settings: str | None, verbose: bool, quiet: bool) -> None:
    """News articles in, validated CAMEO event records out.

    Options may stand in eventcoder.toml in the current folder; what is typed wins. Exit codes: 0 done, 1 a hard check
    failed, 2 a mistake in what was asked or given (said in one line), 130 interrupted.

    \b
    Examples:
      eventcoder init my-dataset
      eventcoder build articles.jsonl -o events
    """
    context.obj = {"quiet": quiet, "verbose": verbose, "settings": settings}
    if os.environ.get("NO_COLOR"):
        context.color = False
    listen(context.obj)


for command in (
    *(init, build, validate, report, audit, explain, diff, export, panel),
    *(mentions, places, actors, coverage, evaluate, doctor, completion),
):
    common_options(command)
    cli.add_command(command)


def one_line(text: str) -> str:
    """A message on one line, without characters that a terminal would obey."""
    return printable(" ".join(text.split()))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    code: Any
    try:
        code = cli.main(arguments, prog_name="eventcoder", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as e:
        click.echo(e.format_message())
        code = MISTAKE
    except click.ClickException as e:
        code = _mistake(usage(e))
    except EventcoderError as e:
        code = _mistake(str(e))
    except (Interrupted, KeyboardInterrupt, click.Abort) as e:
        code = _mistake(str(e) or "interrupted", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader is gone; nothing is left to say
        code = DONE
    except OSError as e:
        code = _mistake(f"system: {e.filename + ': ' if isinstance(e.filename, str) else ''}{e.strerror or e}")
    except sqlite3.OperationalError as e:
        code = _mistake(f"system: {e}; is there room on the disk, and may it be written to?")
    except Exception as e:
        if {"-v", "--verbose"} & set(sys.argv if arguments is None else arguments):
            traceback.print_exc()
        code = _mistake(f"unforeseen: {type(e).__name__}: {e} (eventcoder -v ... shows where)")
    sys.exit(code if isinstance(code, int) else DONE)


USAGE = {
    "NoSuchCommand": "no-command",
    "NoSuchOption": "no-option",
    "MissingParameter": "missing",
    "BadParameter": "bad-value",
    "BadOptionUsage": "bad-value",
    "FileError": "bad-file",
}


def usage(error: click.ClickException) -> str:
    """What click has against the command line, with a stable code and where to read more."""
    context = getattr(error, "ctx", None)
    more = f" ({context.command_path} --help shows what there is)" if context is not None else ""
    return f"{USAGE.get(type(error).__name__, 'usage')}: {error.format_message()}{more}"


def _mistake(message: str, code: int = MISTAKE) -> int:
    color = False if os.environ.get("NO_COLOR") else None
    click.echo(click.style("eventcoder:", fg="red") + f" {one_line(message)}", err=True, color=color)
    return code
