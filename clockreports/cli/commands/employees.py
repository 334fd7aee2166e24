"""`clockreports employees`: who is in People HR, who is on the clocks, and the links between them."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from clockreports.base.errors import ExitCode
from clockreports.cli.call import Call
from clockreports.cli.command import Command, Group
from clockreports.cli.periods import optional_day, today_of
from clockreports.cli.progress import waits_told
from clockreports.cli.roll import link_object, link_text, link_words, roll_lines, roll_object, without_links
from clockreports.cli.stopping import stoppable
from clockreports.cli.tables import paragraph
from clockreports.cli.typed import named, readable
from clockreports.domain.words import count

if TYPE_CHECKING:
    from clockreports.services.employees import Linked, Roll


def _sync(call: Call) -> ExitCode:
    with call.app() as app:
        roll, notes = stoppable(lambda cancel: app.employees.sync(cancel, waits_told(call.tell)))
    call.tell(*(line for note in notes for line in paragraph(note)))
    call.answer(sync_object(roll), [*sync_lines(roll), *without_links(roll)])
    return _code(roll)


def sync_object(roll: "Roll") -> dict[str, object]:
    """Return the answer to a sync for a program."""
    return {
        "employees": sum(employee.listed for employee in roll.employees),
        "linked": roll.linked,
        "unlinked_clock_ids": sorted({user.clock_id for user in roll.unlinked_users}),
        "employees_without_clock_id": [employee.employee_id for employee in roll.unlinked_employees],
    }


def sync_lines(roll: "Roll") -> list[str]:
    """Return in a sentence how many there are."""
    employees = sum(employee.listed for employee in roll.employees)
    return [f"{count(employees, 'employee')} in People HR, {roll.linked:,} linked to a number on the clocks."]


def _list(call: Call) -> ExitCode:
    with call.app() as app:
        roll = app.employees.roll()
    call.answer(roll_object(roll), [*roll_lines(roll), *without_links(roll)])
    return _code(roll)


def _link(call: Call) -> ExitCode:
    options = call.options
    with call.app() as app:
        today = today_of(app)
        linked = app.employees.link(
            options.clock_id,
            options.employee_id,
            terminal=options.terminal,
            valid_from=optional_day(options.first, today),
            valid_until=optional_day(options.last, today),
        )
        roll = app.employees.roll()
    return _linked(call, linked, roll)


def _ignore(call: Call) -> ExitCode:
    with call.app() as app:
        linked = app.employees.ignore(call.options.clock_id, call.options.terminal)
        roll = app.employees.roll()
    return _linked(call, linked, roll)


def _linked(call: Call, linked: "Linked", roll: "Roll") -> ExitCode:
    data = {"link": link_object(linked.link, roll.employees), "notes": list(linked.notes)}
    call.answer(data, [link_text(linked.link, roll.employees), *_paragraphs(linked.notes)])
    return ExitCode.DONE


def _unlink(call: Call) -> ExitCode:
    clock_id, terminal = call.options.clock_id, call.options.terminal
    with call.app() as app:
        gone, stayed = app.employees.unlink(clock_id, terminal)
        people = app.employees.roll().employees
    where = "" if terminal is None else f" on terminal {terminal}"
    if gone:
        lines = [f"Taken away: {link_words(link, people)}." for link in gone]
    else:
        lines = [f"Number {clock_id} had no link{where}; nothing was changed."]
    lines += [f"It stays: {link_words(link, people)}." for link in stayed]
    call.answer({"clock_id": clock_id, "terminal": terminal, "removed": len(gone)}, _paragraphs(lines))
    return ExitCode.DONE


def _code(roll: "Roll") -> ExitCode:
    return ExitCode.NEEDS_A_PERSON if roll.unlinked_users else ExitCode.DONE


def _paragraphs(sentences: Iterable[str]) -> list[str]:
    return [line for sentence in sentences for line in paragraph(sentence)]


def _user(parser: ArgumentParser) -> None:
    parser.add_argument("clock_id", type=readable, metavar="CLOCK_ID", help="the user number on the clock")
    parser.add_argument(
        "--terminal", type=named("terminal"), metavar="NAME", help="on this terminal only, instead of on all of them"
    )


def _user_and_employee(parser: ArgumentParser) -> None:
    _user(parser)
    parser.add_argument(
        "employee_id", type=readable, metavar="EMPLOYEE_ID", help="the employee id in People HR, such as PW1"
    )
    parser.add_argument("--from", dest="first", metavar="D", help="the first day on which the link counts")
    parser.add_argument("--until", dest="last", metavar="D", help="the last day on which the link counts")


_LINKING: Final = """\
examples:
  clockreports employees link 12 PW1
  clockreports employees link 12 PW7 --from 2026-04-01      the number was given to someone else
  clockreports employees link 12 PW9 --terminal Canteen     another person on that terminal
"""

EMPLOYEES: Final = Group(
    "employees",
    "fetch employees, and link the numbers on the clocks to them",
    (
        Command("sync", "fetch the employees from People HR and link them by their numbers", _sync),
        Command("list", "show employees with their numbers, and who is left over on either side", _list),
        Command("link", "say whose a number on the clocks is", _link, _user_and_employee, _LINKING),
        Command("unlink", "take away the links of a number: all of them, or those of one terminal", _unlink, _user),
        Command("ignore", "mark a number as nobody's in People HR (a contractor)", _ignore, _user),
    ),
)
