"""The tests themselves: each can fail, and none reaches the person who runs it."""

import ast
import logging
import os
import socket
from pathlib import Path
from typing import Final

import pytest

from tests.helpers.log_guard import complaint
from tests.helpers.tree import TESTS, Function, functions, modules, name

JUDGES: Final = frozenset({"raises", "warns", "fail", "expects_warnings"})


def _judges(function: Function, judges: frozenset[str]) -> bool:
    """Say whether a function can fail on purpose, itself or by calling one that can."""
    called = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    called |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return bool(called & judges) or any(
        isinstance(node, ast.Assert) and not isinstance(node.test, ast.Constant) for node in ast.walk(function)
    )


def test_every_test_asserts_something() -> None:
    everything = [(path, function) for path in modules(TESTS) for function in functions(path)]
    ours = frozenset(function.name for _path, function in everything if _judges(function, JUDGES))
    tests = [
        (path, function)
        for path, function in everything
        if path.name.startswith("test_") and function.name.startswith("test_")
    ]
    assert len(tests) > 50
    assert [f"{name(path)}: {test.name}" for path, test in tests if not _judges(test, JUDGES | ours)] == []


def test_no_test_meets_the_home_of_the_person_who_runs_it(home: Path) -> None:
    assert Path.home() == home
    assert list(home.iterdir()) == []
    assert [variable for variable in os.environ if variable.startswith("CLOCKREPORTS_")] == []


def test_the_network_ends_at_this_computer() -> None:
    with (
        socket.socket() as outward,
        pytest.raises((OSError, RuntimeError, UserWarning), match="A test tried"),
    ):
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("people.example", 443)
    assert socket.getaddrinfo("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("lines", "patterns", "expected"),
    [
        ([], [], ""),
        (["ERROR a: b"], [], "Logged unexpectedly:\nERROR a: b"),
        (["ERROR a: b", "WARNING c: d"], ["a: b"], "Logged unexpectedly:\nWARNING c: d"),
        (["ERROR a: b"], ["a: b", "c"], "Expected in the log, but missing:\nc"),
        (["ERROR a: b", "ERROR a: b"], ["a:"], ""),
    ],
)
def test_the_log_guard_tells_what_was_unexpected_and_what_is_missing(
    lines: list[str], patterns: list[str], expected: str
) -> None:
    assert complaint(lines, patterns) == expected


@pytest.mark.expects_warnings("WARNING tests: so it is")
def test_a_test_may_expect_a_warning() -> None:
    logging.getLogger("tests").warning("so it %s", "is")
