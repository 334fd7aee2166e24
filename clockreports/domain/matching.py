"""Matching: which employee is which after a sync, and which user numbers are theirs.

Pure functions. Numbers decide, names never do. Source: reference, People HR API, employees.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from clockreports.domain.clock_events import CANNOT_BE_LINKED, canonical_clock_id
from clockreports.domain.people import Employee, Link

_ONE_DAY: Final = timedelta(days=1)


def merged(known: Iterable[Employee], fetched: Iterable[Employee]) -> list[Employee]:
    """Return everyone after a sync: the fetched with the numbers they have here, the others as no longer listed.

    The unique key decides who is who, since ids can be renumbered; the id (in any case of letters, as people type it)
    decides only where one side has no key. Who lost an id to somebody else keeps everything but the id. Of a person
    fetched more than once only the first counts.
    """
    known = list(known)
    by_key = {employee.unique_key: employee for employee in known if employee.unique_key}
    by_id = {employee.employee_id.casefold(): employee for employee in known if employee.employee_id}
    result: dict[int, Employee] = {}
    new: list[Employee] = []
    once = [person for person, first in _with_first(fetched) if first is None]
    for person in sorted(once, key=lambda person: person.unique_key not in by_key):
        earlier = by_key.get(person.unique_key) if person.unique_key else None
        if earlier is None:
            same_id = by_id.get(person.employee_id.casefold())
            if same_id is not None and (same_id.unique_key is None or person.unique_key is None):
                earlier = same_id
        if earlier is None or earlier.number in result:
            new.append(replace(person, number=0, listed=True))
        else:
            key = person.unique_key or earlier.unique_key
            result[earlier.number] = replace(person, number=earlier.number, unique_key=key, listed=True)
    taken = {person.employee_id.casefold() for person in (*result.values(), *new)}
    gone = [
        replace(person, listed=False, employee_id="" if person.employee_id.casefold() in taken else person.employee_id)
        for person in known
        if person.number not in result
    ]
    return [*result.values(), *gone, *new]


def told_twice(fetched: Iterable[Employee]) -> Iterator[str]:
    """Yield a plain sentence for each time that People HR told of a person again, and not the same."""
    for person, first in _with_first(fetched):
        if first is None or person == first:
            continue
        if person.employee_id == first.employee_id:
            yield f"People HR lists {person.employee_id} twice, with different details: the first counts. Look there."
        else:
            yield (
                f"People HR lists {first.employee_id} once more as {person.employee_id}: only {first.employee_id} "
                "counts. Look there."
            )


def _with_first(fetched: Iterable[Employee]) -> Iterator[tuple[Employee, Employee | None]]:
    """Yield each with who came earlier and has the same unique key, or else the same id; None where nobody has."""
    by_key: dict[str, Employee] = {}
    by_id: dict[str, Employee] = {}
    for person in fetched:
        first = by_key.get(person.unique_key or "") or by_id.get(person.employee_id.casefold())
        if first is None:
            by_id[person.employee_id.casefold()] = person
            if person.unique_key:
                by_key[person.unique_key] = person
        yield person, first


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """What matching by number would change, and plain sentences for what a person should look at."""

    remove: tuple[Link, ...] = ()
    add: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()


def matched(employees: Iterable[Employee], links: Iterable[Link], clock_ids: Iterable[str], today: date) -> LinkChanges:
    """Match user numbers with employees: by Time & Attendance ID, then by payroll ID.

    A payroll ID counts only for someone without a Time & Attendance ID, and only for a number (`clock_ids`) that a
    clock really told of. A number linked by hand for all terminals is left alone. A number that belongs to someone
    else now gets a second link from a day on: old days stay with whom they were.
    """
    everyone = {employee.number: employee for employee in employees}
    listed = [employee for employee in everyone.values() if employee.listed]
    remove: list[Link] = []
    add: list[Link] = []
    notes = list(_warnings(listed))
    by_number = _by_number(links)
    for number, owners in sorted(_owners(listed, {canonical_clock_id(clock_id) for clock_id in clock_ids}).items()):
        earlier = by_number.get(number, [])
        if any(link.by_hand for link in earlier):
            continue
        wanted = _dated(number, owners)
        if not wanted:
            names = ", ".join(sorted(employee.employee_id for employee in owners))
            notes.append(f"Number {number} belongs to several employees ({names}): link it by hand.")
            continue
        kept, opened = _handed_over(earlier, wanted, everyone, today)
        remove += [link for link in earlier if link not in kept]
        notes += [
            f"Number {number} was somebody else's before: it counts as {owner.employee_id}'s from "
            f"{link.valid_from:%d/%m/%Y}. Link it by hand if that is not the day."
            for link in opened
            for owner in owners
            if earlier and owner.number == link.employee
        ]
        add += [link for link in (*kept, *opened) if link not in earlier]
    return LinkChanges(tuple(remove), tuple(add), tuple(notes))


def _warnings(employees: Iterable[Employee]) -> Iterator[str]:
    for employee in employees:
        number = employee.time_and_attendance_id.strip()
        if number.startswith("0"):
            yield (
                f"The Time & Attendance ID of {employee.employee_id} begins with 0 (“{number}”): "
                "People HR ought not to have it so; it is compared without the zeros."
            )


def _by_number(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        if link.terminal is None:
            found.setdefault(canonical_clock_id(link.clock_id), []).append(link)
    return found


def _owners(employees: list[Employee], clock_ids: set[str]) -> dict[str, list[Employee]]:
    """Tell whose each number is; a payroll ID only fills what Time & Attendance IDs leave open."""
    by_attendance: dict[str, list[Employee]] = {}
    by_payroll: dict[str, list[Employee]] = {}
    for employee in employees:
        number = canonical_clock_id(employee.time_and_attendance_id)
        payroll = canonical_clock_id(employee.payroll_id)
        if number:
            by_attendance.setdefault(number, []).append(employee)
        elif payroll in clock_ids:
            by_payroll.setdefault(payroll, []).append(employee)
    owners = by_payroll | by_attendance
    owners.pop(CANNOT_BE_LINKED, None)
    owners.pop("", None)
    return owners


def _dated(number: str, owners: list[Employee]) -> list[Link]:
    """Return the links of a number: undated for one owner, by their time in the firm for several; [] when unclear."""
    if len(owners) == 1:
        return [Link(number, owners[0].number, by_hand=False)]
    links = sorted(
        (Link(number, owner.number, None, owner.start_date, owner.leaving_date, by_hand=False) for owner in owners),
        key=_begin,
    )
    return [] if any(earlier.overlaps(later) for earlier, later in pairwise(links)) else links


def _handed_over(
    earlier: list[Link], wanted: list[Link], everyone: dict[int, Employee], today: date
) -> tuple[list[Link], list[Link]]:
    """Return which earlier links stay (perhaps until a day) and which new ones begin after them."""
    if not earlier:
        return [], wanted
    newest = max(earlier, key=_begin)
    opened = [replace(link, valid_from=max(_begin(link), _begin(newest))) for link in wanted]
    opened = [
        link for link in _after(newest, opened, everyone, today) if _begin(link) <= (link.valid_until or date.max)
    ]
    if not opened:
        return earlier, []
    begins = _begin(opened[0])
    kept = [link for link in earlier if link is not newest]
    if _begin(newest) < begins:
        kept.append(replace(newest, valid_until=min(newest.valid_until or date.max, begins - _ONE_DAY)))
    return kept, opened


def _after(newest: Link, wanted: list[Link], everyone: dict[int, Employee], today: date) -> list[Link]:
    """Return the links that follow the newest there is: none while its owner is the last to have the number.

    Who has the number beside its former owner has it for the own time in the firm. Otherwise the day of the change is
    the day after the former owner left, or today while that one is there. A leaver inherits nothing.
    """
    owners = [link.employee for link in wanted]
    if newest.employee in owners:
        return wanted[owners.index(newest.employee) + 1 :]
    heir = wanted[-1]
    former, owner = everyone.get(newest.employee or 0), everyone[heir.employee or 0]
    last_day = None if former is None else former.leaving_date
    changed = today if last_day is None or last_day > today else last_day + _ONE_DAY
    begins = max(changed, _begin(heir), owner.start_date or date.min)
    left = owner.leaving_date is not None and owner.leaving_date < begins
    return [] if left else [replace(heir, valid_from=begins)]


def _begin(link: Link) -> date:
    return link.valid_from or date.min
