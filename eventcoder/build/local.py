"""Running the tasks of a build on this machine: in this process, or in worker processes."""

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import IO, cast

from eventcoder import settings
from eventcoder.build.coder import Coder, CoderOptions
from eventcoder.build.plan import Task
from eventcoder.errors import EventcoderError

Done = Callable[[Task, dict[str, float]], None]


def run_here(coder: Coder, tasks: Sequence[Task], done: Done) -> None:
    """Code the tasks one after another in this process."""
    for task in tasks:
        done(task, coder.code(str(task.input), task.key))


def run_processes(options: CoderOptions, tasks: Sequence[Task], workers: int, done: Done) -> None:
    """Code the tasks in ``workers`` processes; a shard whose worker dies is tried again by another.

    Raises:
        EventcoderError: workers keep dying over the same shard, or cannot start.
    """
    queue, tell = deque(tasks), threading.Lock()
    failures: list[BaseException] = []
    threads = [
        threading.Thread(target=_drive, args=(options, queue, done, tell, failures), daemon=True)
        for _ in range(min(workers, len(tasks)))
    ]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except BaseException:
        queue.clear()
        raise
    if failures:
        raise failures[0]


def _drive(
    options: CoderOptions, queue: deque[Task], done: Done, tell: threading.Lock, failures: list[BaseException]
) -> None:
    worker = None
    try:
        while queue and not failures:
            try:
                task = queue.popleft()
            except IndexError:
                return
            for left in range(settings.RETRIES, -1, -1):
                worker = worker or _Worker(options)
                answer = worker.ask([str(task.input), task.key])
                if answer is not None:
                    with tell:
                        done(task, answer)
                    break
                code = worker.stop()
                worker = None
                if not left:
                    raise EventcoderError(
                        "worker-lost",
                        f"a worker process died (exit {code}) {settings.RETRIES + 1} times over the same "
                        f"{task.articles} articles; if memory ran out, give fewer --workers and build again",
                    )
    except BaseException as e:
        failures.append(e)
        queue.clear()
    finally:
        if worker:
            worker.stop()


class _Worker:
    """A worker process, asked over its standard input and output."""

    def __init__(self, options: CoderOptions) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "eventcoder.build.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.ask(asdict(options))

    def ask(self, value: object) -> dict[str, float] | None:
        """The answer, None where the process has died."""
        try:
            stdin, stdout = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)
            print(json.dumps(value), file=stdin, flush=True)
            line = stdout.readline()
        except (BrokenPipeError, ValueError):
            return None
        return cast(dict[str, float], json.loads(line)) if line.endswith("\n") else None

    def stop(self) -> int:
        """Close its input, wait for its end, and give its exit code."""
        try:
            self._process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
        except (BrokenPipeError, ValueError):
            pass
        return self._process.wait()
