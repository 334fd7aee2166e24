"""How values are kept in columns: days as ISO text, moments and wall times as seconds since 1970, pairs as their text.

Every type is one that an SQLite STRICT table allows, and means the same in PostgreSQL.
"""

import json
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from sqlalchemy import REAL, BigInteger, Dialect, Double, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine
from typing_extensions import override

from clockreports.domain.ledger import DayState
from clockreports.domain.timesheets import Pairs, from_text, to_text

WORDS = TypeVar("WORDS", bound=StrEnum)

WHOLE_SECONDS: Final = BigInteger().with_variant(Integer(), "sqlite")
"""An INTEGER of SQLite holds 64 bits; elsewhere the plain one ends in 2038."""

_SECONDS: Final[TypeEngine[float]] = Double().with_variant(REAL(), "sqlite")

EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time has no zone


def wall_seconds(at: datetime) -> int:
    """Return a wall time as whole seconds since 1970 of the same wall, whatever its clock was put through."""
    passed = at - EPOCH
    return passed.days * 86_400 + passed.seconds


class WallTime(TypeDecorator[datetime]):
    """A terminal's wall time, without zone, in whole seconds."""

    impl = WHOLE_SECONDS
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else wall_seconds(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(seconds=value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond."""

    impl = _SECONDS
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> float | None:
        return None if value is None else value.timestamp()

    @override
    def process_result_value(self, value: float | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Seconds(TypeDecorator[float]):
    """A moment as seconds since 1970, for reckoning."""

    impl = _SECONDS
    cache_ok = True


class Day(TypeDecorator[date]):
    """A day as ISO text, which sorts as days do."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class PairsText(TypeDecorator[Pairs]):
    """A day's pairs as their canonical text."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Pairs | None, dialect: Dialect) -> str | None:
        return None if value is None else to_text(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Pairs | None:
        return None if value is None else from_text(value)


class Word(TypeDecorator[WORDS]):
    """One word of a fixed list."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[WORDS]) -> None:
        super().__init__()
        self.words = words

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> WORDS | None:
        return None if value is None else self.words(value)


class Counts(TypeDecorator[tuple[tuple[DayState, int], ...]]):
    """How many days ended in which state, as a JSON object."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: tuple[tuple[DayState, int], ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(dict(value))

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[tuple[DayState, int], ...] | None:
        return None if value is None else tuple((DayState(state), days) for state, days in json.loads(value).items())


class Texts(TypeDecorator[tuple[str, ...]]):
    """A few texts, as a JSON list."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class EmptyAsNull(TypeDecorator[str]):
    """A text that is unique among those who have one."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value or None

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        return value or ""


class ZeroAsNull(TypeDecorator[int]):
    """A number that refers to a row, 0 for none."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        return value or None

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> int:
        return value or 0
