"""Fails a test in which something unexpected was logged at WARNING or worse.

A test that means to provoke a warning says so: `@pytest.mark.expects_warnings("regular expression", ...)`. Then every
such record must match one of the expressions, and every expression must be matched.
"""

import logging
import re
from collections.abc import Iterator, Sequence

import pytest
from typing_extensions import override


class _Collector(logging.Handler):
    """Keeps the messages that a person would have to worry about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "expects_warnings(*patterns): these warnings, and no others, must be logged")


@pytest.fixture(autouse=True)
def log_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect what is logged while the test runs, and judge it at the end."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    patterns = [pattern for mark in request.node.iter_markers("expects_warnings") for pattern in mark.args]
    if trouble := complaint(collector.lines, patterns):
        pytest.fail(trouble, pytrace=False)


def complaint(lines: Sequence[str], patterns: Sequence[str]) -> str:
    """Return what is wrong with the log, empty when each line is expected and each expectation met."""
    unexpected = [line for line in lines if not any(re.search(pattern, line) for pattern in patterns)]
    missing = [pattern for pattern in patterns if not any(re.search(pattern, line) for line in lines)]
    if unexpected:
        return "\n".join(["Logged unexpectedly:", *unexpected])
    return "\n".join(["Expected in the log, but missing:", *missing]) if missing else ""
