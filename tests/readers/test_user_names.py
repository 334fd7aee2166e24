"""The names of users that come with the taps of a log: which columns hold them, and what may be one."""

from collections.abc import Mapping
from datetime import datetime
from itertools import product
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clockreports.domain.clock_events import ClockEvent
from clockreports.readers.user_names import LONGEST_NAME, UserNames, user_name
from tests.readers.conftest import ReadLog

Names = Mapping[tuple[str, str], str]

ADA: Final[Names] = {("2", "80"): "Ada M Example"}
NOBODY: Final[Names] = {}
TAP: Final = ClockEvent("1", "7", datetime(2026, 3, 2, 9))  # noqa: DTZ001 - terminals know wall time only


@pytest.mark.parametrize(
    ("header", "row", "names"),
    [
        ("No TMNo EnNo Name INOUT Mode DateTime", "1\t2\t80\t Ada  M Example \t1\t0\t2026/03/02 21:05:07", ADA),
        ("No TMNo EnNo Name INOUT Mode DateTime", "1\t2\t80\t\t1\t0\t2026/03/02 21:05:07", NOBODY),
        ("No TMNo EnNo Name INOUT Mode DateTime", "1\t2\t80\t        \t1\t0\t2026/03/02 21:05:07", NOBODY),
        ("No TMNo Name EnNo INOUT Mode DateTime", "1\t2\tAda M Example\t80\t1\t0\t2026/03/02 21:05:07", ADA),
        ("Name No TMNo EnNo INOUT Mode DateTime", "Ada M Example\t1\t2\t80\t1\t0\t2026/03/02 21:05:07", ADA),
        ("TMNo EnNo Name  GMNo DateTime", "2\t80\tAda M Example\t1\t2026-03-02 21:05:07", ADA),
        ("TMNo EnNo Name  GMNo DateTime", "2\t80\tAda M Example\t\t1\t2026-03-02 21:05:07", ADA),
        ("TMNo EnNo  Name GMNo DateTime", "2\t80\t\tAda M Example\t1\t2026-03-02 21:05:07", ADA),
        ("TMNo EnNo  Name GMNo DateTime", "2\t80\tAda M Example\t1\t2026-03-02 21:05:07", ADA),
        ("TMNo EnNo GMNo DateTime", "2\t80\t1\t2026-03-02 21:05:07", NOBODY),
    ],
)
def test_text_logs_between_tabs(read: ReadLog, header: str, row: str, names: Names) -> None:
    log = read("{}\n{}\n".format(header.replace(" ", "\t"), row))
    assert (log.format, log.names, log.rejected) == ("glog", names, ())


@pytest.mark.parametrize(
    ("header", "row", "names"),
    [
        ("No TMNo EnNo Name INOUT Mode DateTime", "1 2 80 Ada M Example 1 0 2026/03/02 21:05:07", ADA),
        ("No TMNo EnNo Name INOUT Mode DateTime", "1 2 80 Ada  M   Example 1 0 2026/03/02  09:05:07 PM", ADA),
        ("No TMNo EnNo Name INOUT Mode DateTime", "1 2 80 Ada 1 0 2026/03/02 21:05:07", {("2", "80"): "Ada"}),
        ("No TMNo EnNo Name INOUT Mode DateTime", "1   2   80          1   0   2026/03/02 21:05:07", NOBODY),
        ("Name No TMNo EnNo INOUT DateTime", "Ada M Example 1 2 80 1 2026/03/02 21:05:07", ADA),
        ("TMNo EnNo INOUT Name DateTime", "2 80 1 Ada M Example 2026/03/02 21:05:07", ADA),
        ("No  TMNo  EnNo  Name  INOUT Mode  DateTime", "1 2 80 Ada M Example 1 2026/03/02 21:05:07", ADA),
        ("No TMNo EnNo INOUT DateTime", "1 2 80 1 2026/03/02 21:05:07", NOBODY),
    ],
)
def test_text_logs_between_blanks(read: ReadLog, header: str, row: str, names: Names) -> None:
    log = read(f"{header}\n{row}\n")
    assert (log.format, log.names, log.rejected) == ("glog", names, ())


@pytest.mark.parametrize(
    ("header", "row", "names"),
    [
        ("clock_id,time,terminal,name", "80,2026-03-02 21:05,2, Ada M  Example ", ADA),
        ("clock_id,time,terminal,name", "80,2026-03-02 21:05,2,", NOBODY),
        ("User Name;Clock ID;Time;Terminal", "Ada M Example;80;02/03/2026 21:05;2", ADA),
        ("emp_code,Employee Name,punch_time,terminal_sn,Name", "80,Ada M Example,2026-03-02 21:05:07,2,Gate", ADA),
        ("Name,Username,emp_code,punch_time,terminal_sn", "Ada M Example,adame,80,2026-03-02 21:05:07,2", ADA),
        ("Department,Name,No.,Date/Time,Location ID,VerifyCode", "Works,Ada M Example,80,02/03/2026 9:05,2,FP", ADA),
        ("Surname,First Name,clock_id,time,terminal", "Example,Ada M,80,2026-03-02 21:05,2", ADA),
        ("Last name,clock_id,time,terminal", "Example,80,2026-03-02 21:05,2", {("2", "80"): "Example"}),
        ("clock_id,time,terminal,Terminal name,Department", "80,2026-03-02 21:05,2,Gate,Works", NOBODY),
    ],
)
def test_csv_logs(read: ReadLog, header: str, row: str, names: Names) -> None:
    log = read(f"{header}\n{row}\n")
    assert (log.format, log.names, log.rejected) == ("csv", names, ())


def test_attendance_logs_tell_none(read: ReadLog) -> None:
    log = read("7\t2026-03-09 08:58:10\t1\t0\t1\t0\n")
    assert (log.format, log.names) == ("attlog", {})


def test_the_last_name_of_each_user_counts_and_an_empty_one_takes_none_away(read: ReadLog) -> None:
    told = [("1", "7", "Ada"), ("2", "7", "Ben"), ("1", "7", "Ada Example"), ("1", "8", "Cleo"), ("1", "7", " ")]
    rows = [f"{clock_id},2026-03-02 09:05,{terminal},{name}\n" for terminal, clock_id, name in told]
    log = read("clock_id,time,terminal,name\n" + "".join(rows))
    assert log.names == {("1", "7"): "Ada Example", ("2", "7"): "Ben", ("1", "8"): "Cleo"}


def test_a_row_that_is_set_aside_names_nobody(read: ReadLog) -> None:
    log = read("clock_id,time,name\n7,2026-03-02 09:05,Ada\n7,2026-02-30 09:05,Ben\n,2026-03-02 09:05,Cleo\n")
    assert (log.names, len(log.rejected)) == ({("1", "7"): "Ada"}, 2)


def test_the_terminal_that_a_person_names_is_that_of_the_names_too(read: ReadLog) -> None:
    log = read("clock_id,time,terminal,name\n7,2026-03-02 09:05,2,Ada\n", terminal="Gate")
    assert log.names == {("Gate", "7"): "Ada"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\u00a0Ada\u00a0\t Example\u3000", "Ada Example"),
        ("Ada\x07 \x1b[31mExample\x7f", "Ada [31mExample"),
        ("\u202eAda\u200b Example\u2066", "Ada Example"),
        ("Zoë Ångström-O’Neill", "Zoë Ångström-O’Neill"),
        ("李小龍", "李小龍"),
        ("Zo\ufffd", ""),
        ("\x00\x07\u200b", ""),
        ("x" * 3000, "x" * LONGEST_NAME),
        ("x" * (LONGEST_NAME - 1) + " y", "x" * (LONGEST_NAME - 1)),
    ],
)
def test_what_is_left_of_a_name(text: str, name: str) -> None:
    assert user_name(text) == name


@given(st.text(max_size=2 * LONGEST_NAME))
@example("a \u200b b")
def test_whatever_a_name_is_it_can_be_shown_and_is_cleaned_but_once(text: str) -> None:
    name = user_name(text)
    assert name.isprintable()
    assert name == " ".join(name.split())
    assert len(name) <= LONGEST_NAME
    assert user_name(name) == name


USERS: Final = [*product(("1", "2"), ("7", "8"))]


@given(st.lists(st.tuples(st.sampled_from(USERS), st.sampled_from(["", " ", "Ada", "Ben", "\ufffd"]))))
def test_of_each_user_the_last_name_is_kept(told: list[tuple[tuple[str, str], str]]) -> None:
    names = UserNames()
    for (terminal, clock_id), text in told:
        names.note(TAP._replace(terminal=terminal, clock_id=clock_id), text)
    assert names == {user: name for user, name in told if name.isalpha()}
