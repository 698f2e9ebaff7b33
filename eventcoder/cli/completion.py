"""``eventcoder completion``."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands, options and files in a shell.

    \b
    Examples:
      eventcoder completion bash > ~/.local/share/bash-completion/completions/eventcoder
      eventcoder completion zsh > ~/.zfunc/_eventcoder
      eventcoder completion fish > ~/.config/fish/completions/eventcoder.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    script = kind(context.find_root().command, {}, "eventcoder", "_EVENTCODER_COMPLETE")
    click.echo(script.source_template % script.source_vars())  # source() would ask which bash is installed
