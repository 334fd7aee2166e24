"""Starts programs fast: one process loads everything once, and each program is a fork of it.

Run as `python -m tests.end2end.model.host`: it reads tasks from standard input, pickled, and answers each with how its
process ended and what it told. Linux and macOS only.
"""

import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from tests.end2end.model.program import Ended, Task, carry_out, warm_up

ROOT: Final = Path(__file__).parents[3]


class Host:
    """The near end: hands over tasks, one at a time."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes]) -> None:
        self._requests = requests
        self._answers = answers

    def run(self, task: Task) -> Ended:
        """Carry out a task in a process of its own."""
        pickle.dump(task, self._requests)
        self._requests.flush()
        ended = pickle.load(self._answers)  # noqa: S301 - from our own child
        assert isinstance(ended, Ended)
        return ended


@contextmanager
def hosting() -> Iterator[Host]:
    """Start the far end, and end it afterwards."""
    command = [sys.executable, "-m", "tests.end2end.model.host"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as far_end:  # noqa: S603
        assert far_end.stdin is not None
        assert far_end.stdout is not None
        yield Host(far_end.stdin, far_end.stdout)
        far_end.stdin.close()


if sys.platform != "win32":

    def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
        """Be the far end until the near end is gone."""
        warm_up()
        while True:
            try:
                task = pickle.load(requests)  # noqa: S301 - from our own parent
            except EOFError:
                return
            pickle.dump(_in_a_fork(task), answers)
            answers.flush()

    def _in_a_fork(task: Task) -> Ended:
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            _live(task, writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
        return Ended(os.waitstatus_to_exitcode(status), pickle.loads(told) if told else None)  # noqa: S301 - our own

    def _live(task: Task, writing: int) -> None:
        """Be the program; never returns."""
        code = 0
        try:
            told: object = carry_out(task)
        except BaseException:  # noqa: BLE001 - a bug of the program, which the near end must see
            told, code = traceback.format_exc(), 1
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(told, pipe)
        os._exit(code)


if __name__ == "__main__" and sys.platform != "win32":
    serve(sys.stdin.buffer, sys.stdout.buffer)
