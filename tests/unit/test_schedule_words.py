"""What is said of a schedule: the same in the window and on the command line."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from clockreports.domain.schedule_words import advice, schedule_words, standing_words, told, weekday_words
from clockreports.domain.schedules import LastRun, RunState, Schedule, Standing, standing

LONDON: Final = ZoneInfo("Europe/London")
DUE: Final = datetime(2026, 7, 13, 5, 30, tzinfo=UTC)
"""A Monday, 06:30 in the summer."""


@pytest.mark.parametrize(
    ("weekdays", "expected"),
    [
        ((0, 1, 2, 3, 4), "every working day"),
        ((0, 1, 2, 3, 4, 5, 6), "every day"),
        ((1, 2, 3, 4, 5), "Tuesday to Saturday"),
        ((0, 1), "Monday and Tuesday"),
        ((0, 2, 4), "Monday, Wednesday and Friday"),
        ((6,), "Sunday"),
    ],
)
def test_days_are_told_in_words(weekdays: tuple[int, ...], expected: str) -> None:
    assert weekday_words(weekdays) == expected


@pytest.mark.parametrize(
    ("days_back", "expected"),
    [(7, "every working day at 06:30, the last 7 days"), (1, "every working day at 06:30, the day before")],
)
def test_a_schedule_is_told_in_one_line(days_back: int, expected: str) -> None:
    assert schedule_words(Schedule(time(6, 30), (0, 1, 2, 3, 4), days_back, DUE)) == expected


NEXT: Final = "next Tue 14/07/2026 06:30"


@pytest.mark.parametrize(
    ("state", "alive", "hours", "expected", "advised"),
    [
        (None, False, 0, NEXT, ""),
        (RunState.RUNNING, True, 0, "running since Mon 13/07/2026 06:30", ""),
        (RunState.RUNNING, False, 0, f"cut off, began Mon 13/07/2026 06:30; {NEXT}", "goes on from there"),
        (RunState.DONE, False, 0, f"done on Mon 13/07/2026 06:30; {NEXT}", ""),
        (
            RunState.NEEDS_A_PERSON,
            False,
            0,
            f"done on Mon 13/07/2026 06:30, and something needs a person; {NEXT}",
            "",
        ),
        (RunState.FAILED, False, 0, f"failed on Mon 13/07/2026 06:30; {NEXT}", "Mend the cause"),
        (RunState.DONE, False, 30, "missed on Tue 14/07/2026 06:30; next Wed 15/07/2026 06:30", "Nothing is lost"),
    ],
)
def test_how_things_stand_is_told_in_one_line_and_what_to_do_in_whole_sentences(
    state: RunState | None,
    *,
    alive: bool,
    hours: int,
    expected: str,
    advised: str,
) -> None:
    schedule = Schedule(time(6, 30), (0, 1, 2, 3, 4), 7, DUE - timedelta(hours=1))
    last = None if state is None else LastRun(DUE, state)
    stands = standing(schedule, last, DUE + timedelta(minutes=1, hours=hours), LONDON, alive=alive)
    assert standing_words(stands) == expected
    assert advised in advice(stands)
    assert bool(advice(stands)) is bool(advised)


def test_nothing_scheduled_is_off() -> None:
    assert standing_words(standing(None, None, DUE, LONDON, alive=False)) == "off"


@pytest.mark.parametrize(
    ("state", "hours", "lines"),
    [
        (None, 0, [f"Scheduled export: {NEXT}."]),
        (RunState.DONE, 0, [f"Scheduled export: done on Mon 13/07/2026 06:30; {NEXT}.", "4 sent."]),
        (
            RunState.FAILED,
            0,
            [f"Scheduled export: failed on Mon 13/07/2026 06:30; {NEXT}.", "4 sent.", "Mend the cause"],
        ),
        (
            RunState.FAILED,
            30,
            [
                "Scheduled export: missed on Tue 14/07/2026 06:30; next Wed 15/07/2026 06:30.",
                "This computer may have been off",
                "Before that: failed on Mon 13/07/2026 06:30.",
                "4 sent.",
            ],
        ),
        (
            RunState.RUNNING,
            0,
            [f"Scheduled export: cut off, began Mon 13/07/2026 06:30; {NEXT}.", "The run was cut off"],
        ),
    ],
)
def test_all_there_is_to_say_stands_in_the_order_in_which_it_is_read(
    state: RunState | None, hours: int, lines: list[str]
) -> None:
    schedule = Schedule(time(6, 30), (0, 1, 2, 3, 4), 7, DUE - timedelta(hours=1))
    last = None if state is None else LastRun(DUE, state, ("4 sent.",))
    stands = standing(schedule, last, DUE + timedelta(minutes=1, hours=hours), LONDON, alive=False)
    read = told(stands)
    assert len(read) == len(lines)
    assert all(line.startswith(begin) for line, begin in zip(read, lines, strict=True))


def gone(last: LastRun | None) -> Standing:
    """Return how things stand a day after a timer was lost."""
    schedule = Schedule(time(6, 30), (0, 1, 2, 3, 4), 7, DUE - timedelta(hours=1))
    return replace(standing(schedule, last, DUE + timedelta(hours=30), LONDON, alive=False), armed=False)


def test_a_timer_that_is_gone_promises_no_next_run_and_says_what_to_do() -> None:
    now, hint = told(gone(None))
    assert now == "Scheduled export: not set on this computer any more."
    assert "Open Data Manager › Schedule and save it again." in hint
    assert told(gone(LastRun(DUE, RunState.DONE, ("4 sent.",)))) == (
        *(now, hint),
        *("Before that: done on Mon 13/07/2026 06:30.", "4 sent."),
    )
