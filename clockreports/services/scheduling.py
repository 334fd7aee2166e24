"""The schedule of unattended exports: set, shown, removed; what it can do, and how things stand with it.

The run itself is in `scheduled_run`. The stored schedule is the truth; the system's timer is set from it, and starts
nothing but this program on this profile. No key goes anywhere near either.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PureWindowsPath
from typing import Final
from zoneinfo import ZoneInfo

from clockreports.base.clock import Clock
from clockreports.base.errors import UnusableError
from clockreports.domain.schedule_words import BY_OTHERS
from clockreports.domain.schedules import RunState, Schedule, Standing, next_due, standing
from clockreports.domain.words import listed
from clockreports.services.key import KeyringLockedError, KeyService
from clockreports.services.ports import OwnerLock
from clockreports.services.ports_schedule import Alarm, ScheduleStore, SystemTimer

_ALWAYS: Final = "It also runs while nobody is signed in."
_SIGNED_IN: Final = "It only runs while you are signed in to this computer, with the screen locked or not."
_NEEDS_KEY_STORE: Final = (
    "To let it run while nobody is signed in, the key has to be in this computer’s key store, where an installation "
    "for everybody keeps it."
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """With whose key a schedule that is set now would run, and when it can: whole sentences."""

    signed_out: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheduling:
    """Sets and shows the schedule. `zone` is that of the terminals, `lock` what a run holds while it is at work.

    `strangers` are the names of settings in this program's environment that a program the system starts may not have.
    """

    store: ScheduleStore
    timer: SystemTimer
    lock: Callable[[], OwnerLock]
    key: KeyService
    clock: Clock
    zone: ZoneInfo
    strangers: tuple[str, ...] = ()

    def standing(self, *, armed: bool = False) -> Standing:
        """Return how things stand now; raises `UnusableError` when what is stored cannot be read.

        Whether the timer is still there is asked of the system, by a program of its own, unless it is known: `armed`.
        """
        schedule, last = self.store.schedule(), self.store.last_run()
        alive = last is not None and last.state is RunState.RUNNING and self._at_work()
        stands = standing(schedule, last, self.clock.now(), self.zone, alive=alive)
        return stands if armed else replace(stands, armed=self._armed(schedule))

    def outlook(self) -> Outlook:
        """Return with whose key and when a schedule that is set now can run; no keyring asks for its password."""
        signed_out = self._signed_out()
        remedy = self.timer.to_run_signed_out if self.key.machine_wide else _NEEDS_KEY_STORE
        when = [_ALWAYS] if signed_out else [_SIGNED_IN, remedy]
        return Outlook(signed_out, (self._whose_key(), *when, *self._warnings()))

    def set(self, schedule: Schedule) -> tuple[str, ...]:
        """Keep the schedule and set the system's timer; return sentences on what is odd about it, if anything is.

        For one without a timer that is taken away. Raises `UnusableError`, with the earlier schedule untouched, when
        either cannot be done.
        """
        before, schedule = self._before(), replace(schedule, since=self.clock.now())
        signed_out = schedule.with_timer and self._signed_out()
        self._drop_broken_note()
        self.store.keep(schedule)
        try:
            if schedule.with_timer:
                self.timer.set(self._alarm(schedule, signed_out))
            else:
                self.timer.remove()
        except UnusableError:
            self.store.keep(before)
            raise
        return tuple(self._notes(schedule, signed_out)) if schedule.with_timer else (BY_OTHERS,)

    def remove(self) -> None:
        """Take the system's alarm away, then the schedule; what its last run did stays known."""
        self.timer.remove()
        self.store.keep(None)

    def next(self, schedule: Schedule) -> datetime:
        """Return when a schedule would be due for the first time, in the terminals' zone."""
        return next_due(schedule, self.clock.now(), self.zone)

    def _alarm(self, schedule: Schedule, signed_out: bool) -> Alarm:  # noqa: FBT001 - of one caller
        """Return what the timer is set to, from the first moment that shows the time of day as it was meant."""
        first = self.next(schedule)
        if first.time() != schedule.at:  # in the hour that never comes, once a year
            first = next_due(schedule, first, self.zone)
        return Alarm(first, self.zone, schedule.weekdays, signed_out)

    def _before(self) -> Schedule | None:
        """Return the schedule that is kept; one that cannot be read is none, since a new one is about to replace it."""
        try:
            return self.store.schedule()
        except UnusableError:
            return None

    def _drop_broken_note(self) -> None:
        """Take a note of the last run away that cannot be read: whoever was told so has come here to mend it."""
        try:
            self.store.last_run()
        except UnusableError:
            self.store.note(None)

    def _armed(self, schedule: Schedule | None) -> bool:
        """Whether the timer is there that should be; a system that does not tell is not said to have lost it."""
        if schedule is None or not schedule.with_timer:
            return True
        try:
            return self.timer.is_set()
        except UnusableError:
            return True

    def _signed_out(self) -> bool:
        return self.key.machine_wide and self.timer.can_run_signed_out()

    def _at_work(self) -> bool:
        lock = self.lock()
        try:
            return not lock.try_take()
        finally:
            lock.release()

    def _whose_key(self) -> str:
        try:
            status = self.key.status(unasked=True)
        except KeyringLockedError:
            return "It uses the API key in your own keyring, which has to be unlocked by then."
        except UnusableError as unreadable:
            return f"The API key cannot be read. {unreadable.title} {unreadable.advice}"
        if not status.is_set:
            return "There is no API key yet: without one, every run fails."
        return f"It uses the API key in {status.place}."

    def _warnings(self) -> tuple[str, ...]:
        if not self.strangers:
            return ()
        told = f"Set here, but perhaps not for a program that the system starts: {listed(self.strangers)}."
        return (f"{told} Set them for your whole account, or put them into the settings file.",)

    def _notes(self, schedule: Schedule, signed_out: bool) -> Iterator[str]:  # noqa: FBT001 - of one caller
        first = self.next(schedule)
        here = first.astimezone()
        if here.utcoffset() != first.utcoffset():
            yield (
                f"This computer’s clock is not in the terminals’ time zone ({self.zone.key}): "
                f"{first:%H:%M} there is {here:%H:%M} here."
            )
        if signed_out and PureWindowsPath(schedule.import_folder).drive.startswith("\\\\"):
            yield (
                f"While nobody is signed in, Windows opens no folder of another computer: {schedule.import_folder} "
                "may be out of reach then. Name a folder of this computer."
            )
