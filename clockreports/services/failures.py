"""What can become of a call to People HR when it is not simply done, in the words the export is decided by.

The client in `peoplehr` raises these and nothing else; the reference for the classification is the People HR API page.
"""

from clockreports.base.errors import KeyProblemError, RunAgainError


class KeyRefusedError(KeyProblemError):
    """People HR refused the key itself, or the key lacks a right: no further call makes sense. Stops a run."""


class MissingRightError(KeyRefusedError):
    """The key is known, but may not do this. `area` is "Employee" or "Timesheet"."""

    def __init__(self, title: str, advice: str, area: str) -> None:
        super().__init__(title, advice)
        self.area = area


class UnreachableError(RunAgainError):
    """The call never reached People HR: nothing was changed there."""


class UnansweredError(RunAgainError):
    """The call may have reached People HR, but no usable answer came back: whether it was done is not known."""


class OverloadedError(UnansweredError):
    """People HR asked to slow down in answer to a change, in a way that does not rule out that it was done.

    The rest it asked for is taken before the next call. To try the next day would be in vain.
    """


class SlowDownError(RunAgainError):
    """People HR keeps saying that there are too many calls: this one was not done."""


class TooLateError(SlowDownError):
    """The call could not leave in time: what it rests upon would have been seen too long ago. It was not done."""

    def __init__(self) -> None:
        super().__init__(
            "People HR leaves no time to change what was just looked at.",
            "Another program may be using up its calls. Wait a few minutes, then run again to go on.",
        )


class RefusedError(Exception):
    """People HR refuses this one item for good, with `message` as it came. Never seen by a person as an error."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AlreadyExistsError(RefusedError):
    """A timesheet for this employee and day exists already: read it and compare."""


class NotThereError(RefusedError):
    """There is no timesheet to update (Status 10)."""


class UnknownEmployeeError(RefusedError):
    """People HR does not know this employee id: every other day of the same employee would be refused too."""


class NotUnderstoodError(RefusedError):
    """What People HR told of came whole, but holds what cannot be read, or was not asked for; `message` says what.

    Nothing is decided by such an answer, and to ask again at once would bring the same: it counts as a refusal of the
    one item that it was to decide.
    """


class BusyError(RunAgainError):
    """Another program exports from this database right now."""


class LeaseLostError(RunAgainError):
    """Another program took over while this one was not answering (a computer that slept); this one must stop."""
