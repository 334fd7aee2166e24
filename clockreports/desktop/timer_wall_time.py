"""An alarm by this computer's own clock, for timers that know no other zone."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from clockreports.services.ports_schedule import Alarm


@dataclass(frozen=True, slots=True)
class WallAlarm:
    """The same alarm by the clock on the wall here: its first moment (naive), and its days, Monday 0."""

    first: datetime
    weekdays: tuple[int, ...]


def wall_alarm(alarm: Alarm, here: tzinfo | None = None) -> WallAlarm:
    """Return an alarm as it is on this computer's clock, or on that of the zone `here`; the day may be another one."""
    first = alarm.first.astimezone(here).replace(tzinfo=None)
    later = (first.date() - alarm.first.date()).days
    return WallAlarm(first, tuple(sorted((weekday + later) % 7 for weekday in alarm.weekdays)))
