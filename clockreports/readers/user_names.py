"""The names that a log tells of the users of its clock, beside the taps.

Owns what a name may be. A name decides nothing: it is shown to a person, who may find an employee by it.
"""

from functools import lru_cache
from typing import Final

from clockreports.domain.clock_events import ClockEvent

LONGEST_NAME: Final = 100


class UserNames(dict[tuple[str, str], str]):
    """The names told by the rows read so far, by (terminal, clock id): of each user the last."""

    def note(self, tap: ClockEvent, text: str) -> None:
        """Note whose tap it was, unless the text holds no name."""
        name = user_name(text)
        if name:
            self[tap.terminal, tap.clock_id] = name


@lru_cache(maxsize=4096)  # a log has many taps of few people
def user_name(text: str) -> str:
    """Return a name as it can be shown, with single blanks and cut to the longest; "" for none, or a damaged one."""
    if "\ufffd" in text:
        return ""
    shown = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join(shown.split())[:LONGEST_NAME].rstrip()
