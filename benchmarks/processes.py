"""What a program costs from its first instruction to its last, and how several compare.

Processor time is counted, and no waiting, so that other work on the same machine disturbs little; and programs that are
compared take turns, so that what does disturb hits all of them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, the user's and the system's, and the most memory held, in MB."""

    seconds: float
    megabytes: float


def cost(
    command: Sequence[str], environment: Mapping[str, str] | None = None, fine: Collection[int] = frozenset({0})
) -> Cost:
    """Run a program to its end and return what it cost; raises `CalledProcessError` unless its exit code is `fine`.

    On Windows the time is that of the clock on the wall, and the memory is not known.
    """
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors) as process,
    ):
        found = _end_of(process)
        if process.returncode not in fine:
            errors.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.read())
    return found


if sys.platform == "win32":

    def _end_of(process: subprocess.Popen[bytes]) -> Cost:
        began = time.perf_counter()
        process.wait()
        return Cost(time.perf_counter() - began, 0.0)

else:

    def _end_of(process: subprocess.Popen[bytes]) -> Cost:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        bytes_in_a_unit = 1 if sys.platform == "darwin" else 1024
        return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * bytes_in_a_unit / 1e6)


def in_turns(measured: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Measure each of these once in every round, in turns; return what was found, by name."""
    found: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(rounds):
        for name, measure in measured.items():
            found[name].append(measure())
    return found


def ratio(found: Sequence[float], against: Sequence[float]) -> float:
    """Return how many times as much it is, as the median over the rounds."""
    return median(one / other for one, other in zip(found, against, strict=True))


def processor_seconds(work: Callable[[], object]) -> float:
    """Return the processor time of something done in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began
