"""Running the tasks of a build on a Ray cluster whose machines share the folder of the dataset."""

import os
from collections import deque
from collections.abc import Sequence
from typing import Any

from eventcoder import settings
from eventcoder.build.coder import Coder, CoderOptions
from eventcoder.build.crew import Done
from eventcoder.build.plan import Task
from eventcoder.errors import EventcoderError


class ShardCoder:
    """What a worker of the cluster does; it is started anew, and its shard tried again, where it is lost."""

    def __init__(self, options: CoderOptions) -> None:
        self._coder = Coder(options)

    def code(self, shard: str, key: str, fingerprint: str) -> dict[str, float]:
        """Code one shard.

        Raises:
            RuntimeError: this machine has another version, model or knowledge than the one that builds.
        """
        if self._coder.fingerprint != fingerprint:
            raise RuntimeError("a machine of the cluster has another eventcoder, model or knowledge; install the same")
        return self._coder.code(shard, key)


class Cluster:
    """``workers`` workers of the cluster at ``$RAY_ADDRESS``, or of one started here."""

    def __init__(self, options: CoderOptions, workers: int) -> None:
        self._options, self._workers = options, workers
        coder = Coder(options)
        self.fingerprint, self.model = coder.fingerprint, coder.model
        coder.close()

    def work(self, tasks: Sequence[Task], done: Done) -> None:
        """Code the tasks on the cluster, which is joined only for it.

        Raises:
            EventcoderError: Ray is not installed or cannot be reached, or workers keep dying over the same shard.
        """
        if not tasks:
            return
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would be sent out
        os.environ.setdefault("RAY_agent_register_timeout_ms", "100000")  # a busy machine is slow to start one
        try:
            import ray
        except ImportError:
            raise EventcoderError(
                "no-ray", "--engine ray: Ray is not installed; pip install 'eventcoder[ray]'"
            ) from None
        started = not ray.is_initialized()
        if started:
            _connect(ray, self._workers)
        try:
            _run(ray, self._options, tasks, self._workers, done, self.fingerprint)
        except ray.exceptions.RayError as e:
            what = str(getattr(e, "cause", None) or e).strip().splitlines()[-1]
            raise EventcoderError("worker-lost", f"--engine ray: {what[:300]}") from None
        finally:
            if started:
                ray.shutdown()

    def close(self) -> None:
        """Nothing is left: the cluster was let go after the work."""


def _connect(ray: Any, workers: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": "error"}
    try:
        if "RAY_ADDRESS" in os.environ:
            ray.init(address="auto", **quiet)
        else:
            ray.init(address="local", num_cpus=workers, include_dashboard=False, **quiet)
    except Exception as e:  # Ray itself raises nothing more special
        raise EventcoderError("no-ray", f"--engine ray: the cluster cannot be reached: {str(e)[:200]}") from None


def _run(ray: Any, options: CoderOptions, tasks: Sequence[Task], workers: int, done: Done, fingerprint: str) -> None:
    kind = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=settings.RETRIES)(ShardCoder)
    queue = deque(tasks)
    coders = [kind.remote(options) for _ in range(min(workers, len(tasks)))]
    at_work: dict[Any, tuple[Any, Task]] = {}

    def give(coder: Any) -> None:
        if queue:
            task = queue.popleft()
            at_work[coder.code.remote(str(task.input), task.key, fingerprint)] = coder, task

    for coder in coders:
        give(coder)
    while at_work:
        (first, *_), _ = ray.wait(list(at_work), num_returns=1)
        coder, task = at_work.pop(first)
        done(task, ray.get(first))
        give(coder)
