"""Worker processes on this machine."""

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Any, cast

from eventcoder import settings
from eventcoder.build.coder import CoderOptions
from eventcoder.build.crew import Done
from eventcoder.build.plan import Task
from eventcoder.errors import EventcoderError


class Processes:
    """Worker processes, started at once: while they get ready, the input is read."""

    def __init__(self, options: CoderOptions, workers: int) -> None:
        self._options, self._ended = options, False
        self._workers = [_Worker(options) for _ in range(workers)]
        try:
            ready = self._workers[0].ready()
            if ready is None:
                raise EventcoderError(
                    "worker-lost", f"a worker process died (exit {self._workers[0].stop()}) as it began"
                )
        except BaseException:
            self.close()
            raise
        self.fingerprint: str = ready["fingerprint"]
        self.model: dict[str, str] = ready["model"]

    def work(self, tasks: Sequence[Task], done: Done) -> None:
        """Code the tasks, the longest first; a shard whose worker dies is tried again by another.

        Raises:
            EventcoderError: workers keep dying over the same shard, or cannot start.
        """
        queue, tell = deque(sorted(tasks, key=lambda t: -t.characters)), threading.Lock()
        failures: list[BaseException] = []
        threads = [
            threading.Thread(target=self._drive, args=(place, queue, done, tell, failures), daemon=True)
            for place in range(min(len(self._workers), len(tasks)))
        ]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except BaseException:  # broken off: what a worker has begun can go, since a shard is kept whole or not at all
            self._ended = True
            queue.clear()
            for worker in self._workers:
                worker.kill()
            raise
        if failures:
            raise failures[0]

    def _drive(
        self, place: int, queue: deque[Task], done: Done, tell: threading.Lock, failures: list[BaseException]
    ) -> None:
        try:
            while queue and not failures:
                try:
                    task = queue.popleft()
                except IndexError:
                    return
                took = self._coded(place, task)
                with tell:
                    done(task, took)
        except BaseException as e:
            failures.append(e)
            queue.clear()

    def _coded(self, place: int, task: Task) -> dict[str, float]:
        code = 0
        for _ in range(settings.RETRIES + 1):
            answer = self._workers[place].ask([str(task.input), task.key])
            if answer is not None:
                return answer
            if self._ended:
                break
            code = self._workers[place].stop()
            self._workers[place] = _Worker(self._options)
        raise EventcoderError(
            "worker-lost",
            f"a worker process died (exit {code}) {settings.RETRIES + 1} times over the same "
            f"{task.articles} articles; if memory ran out, give fewer --workers and build again",
        )

    def close(self) -> None:
        """Let the workers end."""
        for worker in self._workers:
            worker.stop()


class _Worker:
    """A worker process, asked over its standard input and output."""

    def __init__(self, options: CoderOptions) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "eventcoder.build.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._ready: dict[str, Any] | None = None
        self._say(asdict(options))

    def ready(self) -> dict[str, Any] | None:
        """What it tells of itself once it has loaded, ``fingerprint`` and ``model``; None where it has died.

        Raises:
            EventcoderError: it could not load.
        """
        if self._ready is None:
            told = self._hear()
            if told and "error" in told:
                raise EventcoderError.told(told["error"])
            self._ready = told
        return self._ready

    def ask(self, value: object) -> dict[str, float] | None:
        """The answer, None where the process has died."""
        if not self.ready():
            return None
        self._say(value)
        return self._hear()

    def _say(self, value: object) -> None:
        with suppress(BrokenPipeError, ValueError):  # where it has died, its answer will be none
            print(json.dumps(value), file=cast(IO[str], self._process.stdin), flush=True)

    def _hear(self) -> dict[str, Any] | None:
        try:
            line = cast(IO[str], self._process.stdout).readline()
        except ValueError:
            return None
        return cast(dict[str, Any], json.loads(line)) if line.endswith("\n") else None

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def stop(self) -> int:
        """Close its input and wait for its end, which comes at once where it has not loaded yet; give its exit code."""
        if self._ready is None:
            self.kill()
        try:
            self._process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
        except (BrokenPipeError, ValueError):
            pass
        return self._process.wait()
