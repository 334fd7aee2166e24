"""The API key: where it is, whether it works, and how it is set; the key itself never leaves a `Secret`.

The environment goes before the stored key, whole: an address from the environment is used with the key from there and
with no other. No store is tried in another's place when it fails.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.errors import KeyProblemError, UnusableError
from clockreports.base.secret import Secret
from clockreports.domain.periods import Period
from clockreports.services.failures import (
    KeyRefusedError,
    MissingRightError,
    RefusedError,
    SlowDownError,
    UnansweredError,
    UnreachableError,
)
from clockreports.services.key_proof import KeyProof
from clockreports.services.ports import (
    ConnectPeopleHr,
    Credentials,
    DroppedKeyNote,
    PeopleHr,
    PeopleStore,
    Saved,
    Vault,
)

_PLAUSIBLE: Final = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_AROUND_A_PASTED_KEY: Final = " \t\r\n\"'“”‘’{}<>\u00a0\u200b\ufeff"
"""With the blanks nobody sees: those of web pages, and the mark some shells put before what they pipe."""

_NOBODY: Final = "0"


class NoKeyError(KeyProblemError):
    """Nobody has set a key yet."""

    def __init__(self) -> None:
        super().__init__(
            "There is no People HR API key yet.",
            "An administrator can set it: in the window People HR Export click Unlock, paste the key, and close the "
            "window.",
        )


class KeyringLockedError(UnusableError):
    """What a keyring holds can only be told once the person has unlocked it."""


@runtime_checkable
class AskingVault(Protocol):
    """A vault that may ask the person for a password before it can be read, and can be looked at without."""

    def peek(self) -> Credentials | None:
        """Return what is stored, None when nothing is, and ask nobody.

        Raises `KeyringLockedError` where that cannot be told so, and otherwise what `Vault.read` does.
        """
        ...


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """Whether a key is set, its last four characters, where it is kept, and the address it is for.

    `read_only` and `machine_wide` tell of that place; `saved` is None where nobody noted when and by whom.
    """

    is_set: bool
    place: str
    read_only: bool
    ending: str = ""
    address: str = ""
    saved: Saved | None = None
    machine_wide: bool = False


class KeyVerdict(StrEnum):
    """What a test of the key can find."""

    WORKS = "works"
    KEY_REFUSED = "key_refused"
    EMPLOYEE_RIGHT_MISSING = "employee_right_missing"
    TIMESHEET_RIGHT_MISSING = "timesheet_right_missing"
    UNREACHABLE = "unreachable"
    TOO_MANY_CALLS = "too_many_calls"


@dataclass(frozen=True, slots=True)
class KeyTest:
    """What a test found, in one sentence."""

    verdict: KeyVerdict
    sentence: str
    company: str = ""


@dataclass(frozen=True, slots=True)
class KeyService:
    """Reads, keeps, forgets and tests the key. `vaults` in order: the first that holds a key is the one in use.

    `address` is where a key goes that is set here, and `user` who sets it, in words. `proof` knows whether it works.
    """

    vaults: tuple[Vault, ...]
    people: PeopleStore
    connect: ConnectPeopleHr
    clock: Clock
    address: str
    user: str
    dropped: DroppedKeyNote
    proof: KeyProof

    def credentials(self) -> Credentials:
        """Return the key in use and its address; raises `KeyProblemError` when there is none, or none to be had."""
        for vault in self.vaults:
            try:
                credentials = vault.read()
            except UnusableError as locked:
                raise KeyProblemError(locked.title, locked.advice) from None
            if credentials is not None:
                return credentials
        raise NoKeyError

    def status(self, *, unasked: bool = False) -> KeyStatus:
        """Tell about the key in use, or about the place where one would be kept.

        With `unasked` no keyring asks the person for anything because of it, and `KeyringLockedError` may be raised.
        """
        for vault in self.vaults:
            credentials = vault.peek() if unasked and isinstance(vault, AskingVault) else vault.read()
            if credentials is not None:
                return self._status(vault, credentials)
        keeper = self._keeper()
        return KeyStatus(False, keeper.name, keeper.read_only, machine_wide=keeper.machine_wide)  # noqa: FBT003 - the first thing to know

    def _status(self, vault: Vault, credentials: Credentials) -> KeyStatus:
        saved, ending = credentials.saved, credentials.key.ending
        if saved is not None:
            saved = replace(saved, tested=self.proof.holds(saved))
        place = (vault.name, vault.read_only)
        return KeyStatus(True, *place, ending, credentials.address, saved, vault.machine_wide)  # noqa: FBT003 - likewise

    def prepare(self, typed: str, *, tested: bool = False) -> Credentials:
        """Return what is to be kept for a key as typed or pasted, noting when and by whom; nothing is kept yet.

        `tested` says that this very key was seen to work. Raises `UnusableError` for what cannot be a key.
        """
        return Credentials(plausible(typed), self.address, Saved(self.clock.now(), self.user, tested))

    def set(self, typed: str, *, tested: bool = False) -> KeyStatus:
        """Keep a key as typed or pasted; raises `UnusableError`, with the old one untouched, when it cannot be one."""
        self._keeper().write(self.prepare(typed, tested=tested))
        return self.status()

    def forget(self) -> None:
        """Remove the stored key; nothing happens when there is none."""
        self._keeper().forget()

    def test(self, cancel: CancelToken, waiting: Callable[[float, str], None], typed: str | None = None) -> KeyTest:
        """Ask People HR a few harmless questions and say how it answered; changes nothing.

        Asked with the key in use, or with one that was typed and is not kept yet. Raises `KeyProblemError` when there
        is no key, `UnusableError` when what was typed cannot be one.
        """
        credentials = self.credentials() if typed is None else self.prepare(typed)
        people_hr = self.connect(credentials, cancel, waiting)
        try:
            test = self._tested(people_hr)
        except MissingRightError as missing:
            employee = missing.area == "Employee"
            verdict = KeyVerdict.EMPLOYEE_RIGHT_MISSING if employee else KeyVerdict.TIMESHEET_RIGHT_MISSING
            return KeyTest(verdict, f"{missing.title} {missing.advice}")
        except KeyRefusedError as refused:
            return KeyTest(KeyVerdict.KEY_REFUSED, f"{refused.title} {refused.advice}")
        except SlowDownError as slow:
            return KeyTest(KeyVerdict.TOO_MANY_CALLS, f"{slow.title} {slow.advice}")
        except (UnreachableError, UnansweredError) as away:
            return KeyTest(KeyVerdict.UNREACHABLE, f"{away.title} {away.advice}")
        if typed is None and credentials.saved is not None:
            self.proof.keep(credentials.saved)
        return test

    def _tested(self, people_hr: PeopleHr) -> KeyTest:
        """Ask for the company, then for both rights; whichever is missing comes out as an error."""
        company = people_hr.company_name()
        known = [employee.employee_id for employee in self.people.employees() if employee.employee_id]
        yesterday = self.clock.now().date() - timedelta(days=1)
        with suppress(RefusedError):  # People HR looked for the employee: the right to read timesheets is there.
            people_hr.timesheets(known[0] if known else _NOBODY, Period(yesterday, yesterday))
        people_hr.employees()
        return KeyTest(KeyVerdict.WORKS, f"The key works for {company or 'your company'}.", company)

    @property
    def machine_wide(self) -> bool:
        """Whether a key set here is kept for everybody at this computer: only an administrator may change it then."""
        return self._keeper().machine_wide

    def _keeper(self) -> Vault:
        """Return the vault in which a key is kept: the first that can be written."""
        return next((vault for vault in self.vaults if not vault.read_only), self.vaults[-1])


def trimmed(typed: str) -> str:
    """Return a typed or pasted text without the blanks, line ends and quotes around it."""
    return typed.strip(_AROUND_A_PASTED_KEY)


def plausible(typed: str) -> Secret:
    """Return a typed or pasted key, trimmed.

    Raises `UnusableError` for what cannot be a key; the sentence never repeats what was typed.
    """
    text = trimmed(typed)
    if not text:
        raise UnusableError("No key was given.", "Copy the key in People HR under Settings › API, and paste it here.")
    if not _PLAUSIBLE.fullmatch(text):
        raise UnusableError(
            "This cannot be a People HR API key.",
            "A key is 32 digits and letters from a to f, mostly with four dashes between. "
            "Copy it in People HR under Settings › API with the paper icon, and paste it here.",
        )
    return Secret(text)
