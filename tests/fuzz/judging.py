"""What every answer to bad input has to be, and how often to try."""

from typing import Final

from hypothesis import settings

from clockreports.base.errors import ClockReportsError, ExitCode

MORE: Final = settings(max_examples=max(300, settings().max_examples))
"""For tests whose examples cost next to nothing."""

EXIT_CODES: Final = frozenset(set(ExitCode) - {ExitCode.BUG})
"""What a command may answer to whatever is typed."""

_TELLS_NOTHING: Final = 8
"""Fewer characters than these stand in a sentence by chance, as “Peop” does."""

_ENDINGS: Final = (".", "!", "?", "”", ".)")


def judge(error: ClockReportsError, unsaid: str = "") -> None:
    """Fail unless an error says in whole sentences what went wrong, and what to do next; `unsaid` is not in them."""
    for text in (error.title, error.advice):
        assert " " in text.strip(), repr(text)
        assert text.endswith(_ENDINGS), repr(text)
        assert "Traceback" not in text
        assert len(unsaid) < _TELLS_NOTHING or unsaid not in text
