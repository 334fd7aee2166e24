"""The port to the call log, beside the others in `ports`."""

from typing import Protocol


class CallLog(Protocol):
    """Every call to People HR, so that the pace holds over restarts and over several programs."""

    def reserve(self, now: float, most: int) -> tuple[int | None, float]:
        """Note a call that starts now, if fewer than `most` count in the 60 s before; times in seconds since 1970.

        Returns the call's number and 0, or None and the seconds to wait before asking again. A call counts from its
        start until 60 s after its end; one whose end is unknown counts as long as the slowest call may take.
        """
        ...

    def finished(self, call: int, now: float) -> None:
        """Note that the call ended."""
        ...
