"""One build at a time in a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eventcoder.errors import EventcoderError

NAME = ".lock"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the folder for this build; the lock goes with the process, however it ends.

    Raises:
        EventcoderError: another build holds it, or the folder cannot be made or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as e:
        raise EventcoderError(
            "bad-output", f"{out}: the output must be a folder that can be written: {e.strerror}"
        ) from None
    try:
        _take(handle, out)
        yield
    finally:
        os.close(handle)


def _take(handle: int, out: Path) -> None:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise EventcoderError("busy", f"{out}: another build is at work in this folder; wait for its end") from None
