"""Administrator rights in memory: who is asked, what they answer, and what was done with the rights."""

from collections.abc import Iterable

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError
from clockreports.services.ports import Credentials, Elevated


class FakeElevated:
    """Fulfils `services.ports.Elevated`.

    `held` is what is stored machine-wide, `ended` whether the rights were given back. Every `keep` and `forget` raises
    `failure` while it is set, and changes nothing then.
    """

    def __init__(self, held: Credentials | None = None, failure: ClockReportsError | None = None) -> None:
        self.held = held
        self.failure = failure
        self.ended = False

    def keep(self, credentials: Credentials) -> None:
        """Hold both."""
        self._check()
        self.held = credentials

    def forget(self) -> None:
        """Hold nothing."""
        self._check()
        self.held = None

    def end(self) -> None:
        """Take the rights back; what is asked of it afterwards fails the test."""
        self.ended = True

    def _check(self) -> None:
        if self.ended:
            raise AssertionError("The rights were given back already.")
        if self.failure is not None:
            raise self.failure


class FakeElevation:
    """Fulfils `services.ports.Elevation`.

    Each `ask` takes the next of `answers`: rights, None (dismissed), or an error that is raised; without any left, the
    prompt is dismissed. `asked` tells what was asked for: one `machine_wide` per question.
    """

    def __init__(
        self, *, is_administrator: bool = False, answers: Iterable[Elevated | ClockReportsError | None] = ()
    ) -> None:
        self.is_administrator = is_administrator
        self.asked: list[bool] = []
        self._answers = list(answers)

    def ask(self, *, machine_wide: bool, cancel: CancelToken) -> Elevated | None:
        """Give the next answer; raises `CancelledError` when that was asked for."""
        cancel.check()
        self.asked.append(machine_wide)
        answer = self._answers.pop(0) if self._answers else None
        if isinstance(answer, ClockReportsError):
            raise answer
        return answer
