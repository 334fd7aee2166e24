"""What the window says in whole sentences about a plan, a run, and what keeps an export from beginning."""

from datetime import datetime
from typing import Final

from clockreports.base.errors import CancelledError, ClockReportsError, KeyProblemError
from clockreports.domain.runs import RunEnd
from clockreports.domain.words import STATES, about, count, counted, days_between, moment
from clockreports.gui.export_window.desk import Ended
from clockreports.gui.export_window.plan import Plan
from clockreports.services.failures import KeyRefusedError
from clockreports.services.ports import Holder
from clockreports.services.resuming import Interrupted

SHOW_UNLINKED: Final = "unlinked"
"""The link to the users nobody is linked to; every other link is a word of a day."""

_LONG_SECONDS: Final = 15 * 60
_LONG_DAYS: Final = 92


def plan_sentence(plan: Plan) -> str:
    """Return what an export would do, with a link to the users it leaves out."""
    report = plan.report
    if report.to_send:
        told = f"{count(report.to_send, 'day')}, {about(report.expected)} at People HR’s pace."
    elif plan.blocked:
        told = f"Nothing can be sent now: {count(plan.blocked, 'day waits', 'days wait')} for a person."
    elif plan.rows:
        told = "All of these days are in People HR already."
    else:
        told = "Nothing to send."
    if plan.unlinked:
        users = count(len(plan.unlinked), "user with taps is", "users with taps are")
        told += f' <a href="{SHOW_UNLINKED}">{users} linked to nobody</a>.'
    return told


def summary_sentence(ended: Ended) -> str:
    """Return "149 sent · 1 refused", each count a link to its list."""
    counts = ended.report.counts
    links = " · ".join(
        f'<a href="{word}">{counted(counts[state], word)}</a>' for state, word in STATES.items() if counts[state]
    )
    unlinked = len(ended.report.unlinked)
    if unlinked:
        links += f' · <a href="{SHOW_UNLINKED}">{count(unlinked, "user")} not linked</a>'
    return links or "No days."


def empty_sentence(plan: Plan, today_in_it: bool) -> str:  # noqa: FBT001 - two of a kind
    """Return why a plan holds no day."""
    if not plan.roll.users:
        return "No clock events yet: there is nothing to make days of."
    if not plan.roll.employees:
        return "No employees yet: fetch them from People HR, and they are linked by their numbers on the clocks."
    if plan.unlinked:
        return "Nobody who has taps in this period is linked to an employee, so nothing can be sent."
    if today_in_it:
        return "Only days that are over are sent, and this period has none with taps of linked people."
    return "No taps of linked people in this period."


def holder_sentence(holder: Holder, now: datetime) -> str:
    """Return "Running on PC-12 by jane since 09:14", with the day when it is not today's."""
    since, here = holder.since.astimezone(), now.astimezone()
    when = f"{since:%H:%M}" if since.date() == here.date() else moment(since)
    return f"Running on {holder.host} by {holder.user} since {when}. One export goes at a time."


def interrupted_sentence(found: Interrupted) -> str:
    """Return what was interrupted, and how far it had come."""
    run = found.run
    word = "stopped" if run.end is RunEnd.STOPPED else "interrupted"
    return f"The export of {days_between(run.period)} was {word} at {found.done:,} of {run.total:,}. Resume?"


def error_sentence(error: ClockReportsError) -> str:
    """Return what went wrong and what to do about it, in this window."""
    if isinstance(error, CancelledError):
        return "Stopped. What is sent stays sent; the rest goes on from here whenever you like."
    if isinstance(error, KeyProblemError) and not isinstance(error, KeyRefusedError):
        return f"{error.title} An administrator can set it above: Unlock, paste it, close the window."
    return f"{error.title} {error.advice}"


def long_question(plan: Plan) -> str:
    """Return what to ask before an export that takes long; "" when there is nothing to ask."""
    report = plan.report
    if report.expected < _LONG_SECONDS and report.order.period.days <= _LONG_DAYS:
        return ""
    days = count(report.to_send, "day")
    return f"Export {days} of {days_between(report.order.period)}? It will take {about(report.expected)}."
