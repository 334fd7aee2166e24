"""Whether the stored key is known to work: it passed a test, or an export has gone through with it since it was saved.

Neither needs the rights of whoever may change the key, so it is kept beside it and not with it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clockreports.domain.runs import Run, RunEnd
from clockreports.services.ports import Saved


class KeyTestedNote(Protocol):
    """Remembers, over the end of the program, which stored key passed a test: that of the moment it was saved."""

    def leave(self, saved_at: datetime) -> None:
        """Leave the note in place of an earlier one; where that fails there is nothing more to be done."""
        ...

    def read(self) -> datetime | None:
        """Return what was noted last, None when nothing was."""
        ...


@dataclass(frozen=True, slots=True)
class KeyProof:
    """Knows which key passed a test (`note`), and which `runs` there were."""

    note: KeyTestedNote
    runs: Callable[[], Iterable[Run]]

    def keep(self, saved: Saved) -> None:
        """Take note that the key that was saved then works."""
        self.note.leave(saved.at)

    def holds(self, saved: Saved) -> bool:
        """Say whether the key that was saved then is known to work."""
        return saved.tested or self.note.read() == saved.at or any(_shows(run, saved) for run in self.runs())


def _shows(run: Run, saved: Saved) -> bool:
    """Whether People HR answered a run, to its end, that began after the key was saved."""
    return run.started >= saved.at and run.end is RunEnd.DONE and run.calls > 0
