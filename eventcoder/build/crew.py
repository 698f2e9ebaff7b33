"""Who codes the shards of a build: this process, processes beside it, or the workers of a cluster."""

from collections.abc import Callable, Sequence
from typing import Protocol

from eventcoder.build.coder import Coder, CoderOptions
from eventcoder.build.plan import Task

Done = Callable[[Task, dict[str, float]], None]


class Crew(Protocol):
    """Those who code. ``fingerprint`` and ``model`` (name, version, lang) tell by what.

    Making one raises an EventcoderError where the model is not installed or an own table has a mistake.
    """

    fingerprint: str
    model: dict[str, str]

    def work(self, tasks: Sequence[Task], done: Done) -> None:
        """Code the tasks; of each that is done ``done`` is told, with the seconds it took by stage.

        Raises:
            EventcoderError: workers keep dying over the same shard.
        """

    def close(self) -> None:
        """Let them go."""


class Here:
    """This process alone."""

    def __init__(self, options: CoderOptions) -> None:
        self._coder = Coder(options)
        self.fingerprint, self.model = self._coder.fingerprint, self._coder.model

    def work(self, tasks: Sequence[Task], done: Done) -> None:
        """Code the tasks one after another."""
        for task in tasks:
            done(task, self._coder.code(str(task.input), task.key))

    def close(self) -> None:
        """Let go of the kept parses."""
        self._coder.close()
