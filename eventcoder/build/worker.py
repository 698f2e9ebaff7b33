"""A worker process: shards to code come as lines on standard input, a line for each that is done goes back.

It ends when its input ends, so that none outlives the build that started it.
"""

import json
import os
import signal
import sys

from eventcoder.build.coder import Coder, CoderOptions
from eventcoder.errors import EventcoderError


def main() -> None:
    """Code shards until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build that started it is told, and closes the input
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    try:
        coder = Coder(CoderOptions(**json.loads(sys.stdin.readline())))
    except EventcoderError as e:
        _say(answers, {"error": str(e)})
        return
    _say(answers, {"fingerprint": coder.fingerprint, "model": coder.model})
    for line in sys.stdin:
        shard, key = json.loads(line)
        _say(answers, coder.code(shard, key))
    coder.close()


def _say(answers: object, value: object) -> None:
    print(json.dumps(value), file=answers, flush=True)  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
