"""Which days a command is about: `--from` and `--to`, or the last complete week."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING

from clockreports.base.errors import UnusableError
from clockreports.domain.periods import Period, last_week, parse_day

if TYPE_CHECKING:
    from clockreports.bootstrap import App


def add_period(parser: ArgumentParser) -> None:
    """Declare `--from` and `--to`."""
    parser.add_argument("--from", dest="first", metavar="D", help="the first day; without both: the last complete week")
    parser.add_argument("--to", dest="last", metavar="D", help="the last day; both ends count")


def period_asked(options: Namespace, today: date) -> Period:
    """Return the period that was typed; raises `UnusableError` when there is no such period."""
    if options.first is None and options.last is None:
        return last_week(today)
    if options.first is None or options.last is None:
        raise UnusableError(
            "A period has a first and a last day, and only one of them was given.",
            "Give both --from and --to, or none of them for the last complete week.",
        )
    return Period(parse_day(options.first, today), parse_day(options.last, today))


def optional_day(text: str | None, today: date) -> date | None:
    """Return the day that was typed, None when none was; raises `UnusableError` when it is none."""
    return None if text is None else parse_day(text, today)


def today_of(app: "App") -> date:
    """Return what day it is where the terminals hang."""
    return app.clock.now().astimezone(app.settings.zone).date()
