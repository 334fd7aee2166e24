"""Employees, users and links, as the commands show them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from clockreports.cli.tables import paragraph, table
from clockreports.cli.unlinked import how_to_link
from clockreports.domain.words import count, listed, moment, short_day

if TYPE_CHECKING:
    from clockreports.domain.people import Employee, Link, User
    from clockreports.services.employees import Roll


def roll_object(roll: "Roll") -> dict[str, object]:
    """Return everyone, for a program."""
    return {
        "employees": [
            {
                "employee_id": employee.employee_id,
                "name": employee.name,
                "listed": employee.listed,
                "clock_ids": [link.clock_id for link in roll.links if link.employee == employee.number],
            }
            for employee in roll.employees
        ],
        "links": [link_object(link, roll.employees) for link in roll.links],
        "unlinked_users": [_user_object(user) for user in roll.unlinked_users],
        "unlinked_employees": [employee.employee_id for employee in roll.unlinked_employees],
    }


def link_object(link: "Link", employees: Iterable["Employee"]) -> dict[str, object]:
    """Return a link; `employee_id` is None for someone who is not in People HR."""
    return {
        "clock_id": link.clock_id,
        "employee_id": _owner(link, employees),
        "terminal": link.terminal,
        "from": None if link.valid_from is None else link.valid_from.isoformat(),
        "until": None if link.valid_until is None else link.valid_until.isoformat(),
        "by_hand": link.by_hand,
    }


def _user_object(user: "User") -> dict[str, object]:
    return {
        "clock_id": user.clock_id,
        "terminal": user.terminal,
        "name": user.name,
        "events": user.events,
        "first_tap": None if user.first_tap is None else user.first_tap.isoformat(),
        "last_tap": None if user.last_tap is None else user.last_tap.isoformat(),
    }


def roll_lines(roll: "Roll") -> list[str]:
    """Return the employees with their numbers, and the numbers that are nobody's on purpose."""
    if not roll.employees:
        return ["No employees yet: `clockreports employees sync` fetches them."]
    rows = [
        (
            employee.employee_id,
            employee.name,
            ", ".join(_number(link) for link in roll.links if link.employee == employee.number),
            "" if employee.listed else "not in the list any more",
        )
        for employee in roll.employees
    ]
    ignored = [_number(link) for link in roll.links if link.employee is None]
    lines = table(("Id", "Name", "Numbers on the clocks", "In People HR"), rows)
    return [*lines, "", *paragraph(f"Not in People HR, on purpose: {', '.join(ignored)}.")] if ignored else lines


def without_links(roll: "Roll") -> list[str]:
    """Return who is left over: users nobody is linked to, with what to do, and employees without a number."""
    lines: list[str] = []
    users = roll.unlinked_users
    if users:
        rows = [
            (user.clock_id, user.terminal, user.name, f"{user.events:,}", moment(user.first_tap), moment(user.last_tap))
            for user in users
        ]
        headings = ("Clock id", "Terminal", "Name", "Taps", "First", "Last")
        lines += ["", "Users of the clocks nobody is linked to:", *table(headings, rows, right={3}), *how_to_link()]
    employees = roll.unlinked_employees
    if employees:
        named = listed(f"{employee.name} ({employee.employee_id})" for employee in employees)
        lines += ["", *paragraph(f"{count(len(employees), 'employee')} without a number on the clocks: {named}.")]
    return lines


def link_text(link: "Link", employees: Iterable["Employee"]) -> str:
    """Return a link as a sentence."""
    owner = _owner(link, employees)
    whose = "counts as nobody in People HR" if owner is None else f"is linked to {owner}"
    return f"Number {_number(link)} {whose}."


def link_words(link: "Link", employees: Iterable["Employee"]) -> str:
    """Return "number 12 on all terminals from 01/04/2026, linked to PW7"."""
    owner = _owner(link, employees)
    whose = "marked as not in People HR" if owner is None else f"linked to {owner}"
    return f"number {_number(link, everywhere=['on all terminals'])}, {whose}"


def _owner(link: "Link", employees: Iterable["Employee"]) -> str | None:
    return next((employee.employee_id for employee in employees if employee.number == link.employee), None)


def _number(link: "Link", everywhere: Iterable[str] = ()) -> str:
    """Return "12 on terminal Canteen from 01/04/2026"; `everywhere` is what to say where it is for all terminals."""
    parts = [link.clock_id]
    parts += everywhere if link.terminal is None else [f"on terminal {link.terminal}"]
    parts += [] if link.valid_from is None else [f"from {short_day(link.valid_from)}"]
    parts += [] if link.valid_until is None else [f"until {short_day(link.valid_until)}"]
    return " ".join(parts)
