"""How long work tells how far it is; whoever shows it decides how."""

from collections.abc import Callable
from dataclasses import dataclass

from clockreports.domain.runs import RunDay


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` steps; about `remaining` seconds are left; `waiting_for` says why nothing moves right now.

    `finished` is the day that was just done, and told once.
    """

    done: int
    total: int
    remaining: float
    doing: str = ""
    waiting_for: str = ""
    wait: float = 0.0
    finished: RunDay | None = None


ProgressListener = Callable[[Progress], None]


def unheard(progress: Progress) -> None:
    """Listen to nothing."""


def seconds_left(calls_left: int, calls_made: int, calls_per_minute: int) -> float:
    """Estimate how long calls will take: the first minute's allowance goes out at once, the rest at the pace.

    Source: reference, People HR API, pace.
    """
    at_once = max(0, calls_per_minute - calls_made)
    return max(0, calls_left - at_once) * 60 / calls_per_minute + min(calls_left, at_once) * _CALL_SECONDS


_CALL_SECONDS = 0.3
"""About what a call takes that does not have to wait."""
