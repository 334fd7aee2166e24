"""Long work, as it goes on: a bar for an export and a count for an import, on terminals only; a line for a wait."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from clockreports.cli.tables import width
from clockreports.domain.words import about

if TYPE_CHECKING:
    from tqdm import tqdm

    from clockreports.services.progress import Progress


@contextmanager
def export_bar() -> Iterator[Callable[["Progress"], None]]:
    """Show how far an export is, how long it will still take, and why it waits when it does."""
    bar: tqdm[Any] | None = None

    def show(progress: "Progress") -> None:
        nonlocal bar
        if not _on_terminal() or not progress.total:
            return
        now = f" · {_now_doing(progress)}"
        if bar is None:
            form = f"{{bar:{width() // 5}}} {{n_fmt}} of {{total_fmt}}{{desc}}"
            bar = _bar(now, total=progress.total, bar_format=form)
        bar.n = progress.done
        bar.set_description_str(now)

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()


@contextmanager
def row_counter() -> Iterator[Callable[[int], None]]:
    """Count the rows that were read of a clock log."""
    bar: tqdm[Any] | None = None

    def show(rows: int) -> None:
        nonlocal bar
        if _on_terminal():
            now = f"{rows:,} rows read …"
            if bar is None:
                bar = _bar(now, total=None, bar_format="{desc}")
            bar.set_description_str(now)

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()


def waits_told(tell: Callable[[str], None]) -> Callable[[float, str], None]:
    """Return what a conversation can be given to tell its waits: one line at the beginning of each."""
    left = 0.0

    def waiting(seconds: float, reason: str) -> None:
        nonlocal left
        if seconds > left:
            tell(f"Waiting {seconds:.0f} s: {reason}.")
        left = seconds

    return waiting


def _now_doing(progress: "Progress") -> str:
    if progress.waiting_for:
        return f"Waiting {progress.wait:.0f} s: {progress.waiting_for}"
    return f"{about(progress.remaining)} left · {progress.doing}"


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _bar(now: str, *, total: int | None, bar_format: str) -> "tqdm[Any]":
    from tqdm import tqdm  # noqa: PLC0415 - only a terminal needs it

    tqdm.monitor_interval = 0  # no thread that watches for bars which are not moved
    tqdm.set_lock(threading.RLock())  # the default lock is for bars of several processes, and starts one of its own
    return tqdm(desc=now, total=total, file=sys.stderr, bar_format=bar_format, leave=False, dynamic_ncols=True)
