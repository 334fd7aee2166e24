"""Unlocking the key: who may change it, and how it is changed once somebody may.

Three ways lead in: practising, being an administrator already, and asking the system for one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError, UnusableError
from clockreports.base.secret import Secret
from clockreports.services.key import KeyService
from clockreports.services.ports import Elevated, Elevation


@dataclass(frozen=True, slots=True)
class KeyKeeper:
    """May change the key until `end`: by itself, or by the rights that an administrator gave for this alone."""

    service: KeyService
    elevated: Elevated | None = None

    def keep(self, typed: Secret, *, tested: bool) -> None:
        """Save a key; raises `UnusableError`, with the old one untouched, when that fails."""
        if self.elevated is None:
            self.service.set(typed.reveal(), tested=tested)
        else:
            self.elevated.keep(self.service.prepare(typed.reveal(), tested=tested))

    def forget(self) -> None:
        """Remove the stored key; raises `UnusableError` when that fails."""
        if self.elevated is None:
            self.service.forget()
        else:
            self.elevated.forget()

    def keep_or_note(self, typed: Secret | None, *, tested: bool) -> None:
        """Save a key where nobody can be asked; None, or one that cannot be saved, leaves a note for the next start."""
        try:
            if typed is not None:
                self.keep(typed, tested=tested)
                return
        except ClockReportsError:
            pass
        self.service.dropped.leave()

    def end(self) -> None:
        """Give the rights back."""
        if self.elevated is not None:
            self.elevated.end()


def unlock(
    service: KeyService,
    elevation: Elevation,
    cancel: CancelToken,
    asking: Callable[[], object],
    *,
    practising: bool,
) -> KeyKeeper | None:
    """Return what may change the key; asks the system, and waits for its prompt, where that is needed.

    `asking` is told just before the prompt opens.
    Returns None when the prompt was dismissed, or when a window of the elevated side has done it all. Raises
    `UnusableError` when the system refuses, or when the key stands where nobody can change it from here.
    """
    _check_changeable(service)
    if practising or elevation.is_administrator:
        return KeyKeeper(service)
    asking()
    machine_wide = service.machine_wide
    elevated = elevation.ask(machine_wide=machine_wide, cancel=cancel)
    if elevated is None:
        return None
    if cancel.asked:  # whoever wanted this is gone
        elevated.end()
        return None
    if machine_wide:
        return KeyKeeper(service, elevated)
    elevated.end()  # it was only asked whether an administrator agrees
    return KeyKeeper(service)


def _check_changeable(service: KeyService) -> None:
    try:
        status = service.status()
    except ClockReportsError:
        return  # what cannot be read may still be replaced
    if status.read_only:
        raise UnusableError(
            f"The API key comes from {status.place}, which goes before every stored key.",
            "Change or remove it where it is set, then start ClockReports again.",
        )
