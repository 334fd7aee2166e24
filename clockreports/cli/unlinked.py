"""Users with taps and without a link, as every command tells of them: nobody drops out silently."""

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from clockreports.cli.tables import columns, table

if TYPE_CHECKING:
    from clockreports.services.review import Unlinked


def how_to_link() -> list[str]:
    """Return what to type about a user nobody is linked to."""
    return [
        "",
        "Say whose they are:",
        *columns(
            [
                ("clockreports employees link CLOCK_ID EMPLOYEE_ID", "for an employee"),
                ("clockreports employees ignore CLOCK_ID", "for a contractor, who is not in People HR"),
            ]
        ),
    ]


def unlinked_objects(unlinked: Collection["Unlinked"]) -> list[dict[str, object]]:
    """Return the clock ids nobody is linked to, each with its taps on all terminals."""
    taps: Counter[str] = Counter()
    for user in unlinked:
        taps[user.clock_id] += user.events
    return [{"clock_id": clock_id, "events": events} for clock_id, events in sorted(taps.items())]


def unlinked_lines(unlinked: Collection["Unlinked"]) -> list[str]:
    """Return the users nobody is linked to, and how to link them."""
    if not unlinked:
        return []
    rows = [(user.clock_id, user.terminal, f"{user.events:,}") for user in unlinked]
    return [
        "",
        "Users nobody is linked to; their taps in this period go nowhere:",
        *table(("Clock id", "Terminal", "Taps"), rows, right={2}),
        *how_to_link(),
    ]
