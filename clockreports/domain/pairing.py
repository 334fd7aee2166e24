"""Pairing: one person's taps become shifts, and each shift's taps become intervals of work.

Pure functions. No time is ever invented: every interval begins and ends with a tap, and no tap is used twice.
What a shift leaves unanswered is kept as *loose* taps, for a person to settle.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.domain.clock_events import ClockEvent, Direction, direction
from clockreports.domain.local_time import moment

_CLOCK_CHANGE: Final = timedelta(hours=1)
"""What a difference of wall times may be off by."""


@dataclass(frozen=True, slots=True)
class PairingRules:
    """The rules of pairing, each a setting.

    `repeat_within`: a tap so soon after another is a double tap. `shift_gap`: a pause from which on an even number of
    taps means that the shift is over. `longest_shift`: no shift lasts longer. `longest_interval`: work without a
    pause that is longer is not believed. `trusted_terminals`: where the direction keys count.
    """

    repeat_within: timedelta = timedelta(seconds=60)
    shift_gap: timedelta = timedelta(hours=4)
    longest_shift: timedelta = timedelta(hours=16)
    longest_interval: timedelta = timedelta(hours=12)
    trusted_terminals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tap:
    """A clock event at its moment in UTC, with the direction of its key where that is trusted."""

    event: ClockEvent
    moment: datetime
    direction: Direction | None


@dataclass(frozen=True, slots=True)
class Interval:
    """Work from one tap to another."""

    start: Tap
    end: Tap

    @property
    def length(self) -> timedelta:
        """How long it truly lasted."""
        return self.end.moment - self.start.moment

    @property
    def minutes(self) -> int:
        """How long it lasted from whole minute to whole minute, as a timesheet counts."""
        start, end = (tap.moment.replace(second=0, microsecond=0) for tap in (self.start, self.end))
        return (end - start) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of work, dated by its first tap.

    `repeats` are double taps: kept, marked and not used. `loose` are taps that nothing answers.
    """

    taps: tuple[Tap, ...]
    intervals: tuple[Interval, ...]
    loose: tuple[Tap, ...] = ()
    repeats: tuple[Tap, ...] = ()

    @property
    def day(self) -> date:
        """The date it counts for."""
        return self.taps[0].event.at.date()

    @property
    def dates(self) -> frozenset[date]:
        """Every date on which one of its taps falls."""
        return frozenset(tap.event.at.date() for tap in self.taps)


def taps_of(events: Iterable[ClockEvent], zone: ZoneInfo, rules: PairingRules) -> list[Tap]:
    """Return one person's events as taps in the order of their moments, whatever order they came in."""
    taps = [
        Tap(
            event,
            moment(event.at, zone, second_pass=event.second_pass),
            direction(event.status) if event.terminal in rules.trusted_terminals else None,
        )
        for event in events
    ]
    return sorted(taps, key=_in_order)


def _in_order(tap: Tap) -> tuple[datetime, datetime, str, str, str]:
    """Leave nothing to the order in which events come: two may be of one moment in the night of the missing hour."""
    event = tap.event
    return tap.moment, event.at, event.terminal, event.clock_id, event.status


def shifts_of(taps: Iterable[Tap], rules: PairingRules) -> list[Shift]:
    """Pair one person's taps, given in the order of their moments."""
    return list(_shifts(taps, rules))


class _OpenShift:
    """A shift in the making."""

    def __init__(self) -> None:
        self.taps: list[Tap] = []
        self.repeats: list[Tap] = []
        self._intervals: list[Interval] = []
        self._loose: list[Tap] = []
        self._waiting: Tap | None = None  # the in that no out has answered yet

    def ends_before(self, tap: Tap, pause: timedelta, rules: PairingRules) -> bool:
        if tap.moment - self.taps[0].moment > rules.longest_shift:
            return True
        return pause >= rules.shift_gap and (self._waiting is None or tap.direction is Direction.IN)

    def add(self, tap: Tap) -> None:
        self.taps.append(tap)
        comes_in = tap.direction is Direction.IN or (tap.direction is None and self._waiting is None)
        if comes_in:
            self._give_up_waiting()
            self._waiting = tap
        elif self._waiting is None:
            self._loose.append(tap)
        else:
            self._intervals.append(Interval(self._waiting, tap))
            self._waiting = None

    def close(self) -> Shift:
        self._give_up_waiting()
        return Shift(tuple(self.taps), tuple(self._intervals), tuple(self._loose), tuple(self.repeats))

    def _give_up_waiting(self) -> None:
        if self._waiting is not None:
            self._loose.append(self._waiting)
            self._waiting = None


def _shifts(taps: Iterable[Tap], rules: PairingRules) -> Iterator[Shift]:
    shift: _OpenShift | None = None
    for tap in taps:
        if shift is not None:
            kept = shift.taps[-1]
            pause = tap.moment - kept.moment
            if pause <= rules.repeat_within and not _point_opposite_ways(tap, kept):
                shift.repeats.append(tap)
                continue
            if shift.ends_before(tap, pause, rules):
                yield shift.close()
                shift = None
        if shift is None:
            shift = _OpenShift()
        shift.add(tap)
    if shift is not None:
        yield shift.close()


def _point_opposite_ways(tap: Tap, kept: Tap) -> bool:
    """Two opposite keys in a row are two taps, however quick; anything else so soon is one tap made twice."""
    return None not in {tap.direction, kept.direction} and tap.direction is not kept.direction


def sure_start(taps: Sequence[Tap], needed: date, since: datetime | None, rules: PairingRules) -> int | None:
    """Return the index of a tap that surely begins a shift, at or before the first tap dated `needed` or later.

    A tap does so when nothing came before it for longer than a shift can last, and also when it does so whatever was
    under way before. `taps` hold everything since the wall time `since` (None: everything there is). None means that
    one has to look further back; pairing from any sure start gives the same shifts, so that a day is the same in
    whatever period it is asked for.
    """
    first = next((index for index, tap in enumerate(taps) if tap.event.at.date() >= needed), len(taps))
    for index in range(min(first, len(taps) - 1), 0, -1):
        if taps[index].moment - taps[index - 1].moment > rules.longest_shift:
            return index
    if not taps or since is None or taps[0].event.at - since > rules.longest_shift + _CLOCK_CHANGE:
        return 0
    return _certain_start(taps[: first + 1], since, rules)


def _certain_start(taps: Sequence[Tap], since: datetime, rules: PairingRules) -> int | None:
    """Return the index of the last tap that begins a shift whatever was under way at `since`, None when none does.

    That shift is over soon, and some tap begins the next; each that may do so is tried. What comes after the begin of
    a shift follows from that tap on alone.
    """
    over_by = since + rules.longest_shift + rules.repeat_within + _CLOCK_CHANGE
    last = sum(tap.event.at <= over_by for tap in taps)
    if last == len(taps):
        return None
    common = set(_begins(taps, last, rules))
    for index in range(last):
        common.intersection_update(_begins(taps, index, rules))
    return max(common, default=None)


def _begins(taps: Sequence[Tap], start: int, rules: PairingRules) -> Iterator[int]:
    """Yield the index of the first tap of every shift, if one begins at `start`."""
    for shift in _shifts(taps[start:], rules):
        yield start
        start += len(shift.taps) + len(shift.repeats)
