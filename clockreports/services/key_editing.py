"""The key field as a machine of states, without any screen: what closing, Esc and idleness do with what was typed.

Pure values. Each event returns the next state; carrying a decision out, and telling how that went, is the caller's
business. The stored key is not in here: only what was typed since the field was unlocked.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.key import plausible, trimmed

IDLE: Final = timedelta(minutes=10)
"""After so long without a touch the field locks. Source: conventions, the key field."""


class Phase(StrEnum):
    """What the field is like."""

    LOCKED = "locked"
    UNTOUCHED = "unlocked, and as it was"
    NEW = "a new key that can be one"
    EMPTIED = "emptied, where a key is stored"
    IMPLAUSIBLE = "a text that cannot be a key"
    SAVING = "being saved"
    FAILED = "could not be saved"


class Leaving(Enum):
    """What is to happen before the window may close."""

    NOTHING = auto()
    SAVE = auto()
    ASK_TO_REMOVE = auto()
    STAY = auto()
    WAIT = auto()


class Parting(Enum):
    """What is to happen when nobody can be asked: log-off, shutdown, idleness, a locked screen."""

    NOTHING = auto()
    SAVE = auto()
    DROP = auto()
    WAIT = auto()


@dataclass(frozen=True, slots=True)
class KeyEditing:
    """The field's state. `is_set` says whether a key is stored; `tested` whether what was typed was seen to work.

    `told` says whether the reason is shown why the text cannot be a key: not while somebody is still typing it.
    """

    is_set: bool = False
    unlocked: bool = False
    typed: Secret | None = None
    tested: bool = False
    told: bool = False
    saving: bool = False
    failure: str = ""
    touched: datetime | None = None

    @property
    def phase(self) -> Phase:
        """What the field is like now."""
        if not self.unlocked:
            return Phase.LOCKED
        if self.saving:
            return Phase.SAVING
        return Phase.FAILED if self.failure else self._content

    @property
    def _content(self) -> Phase:
        if self.typed is None:
            return Phase.UNTOUCHED
        if not self.typed.reveal():
            return Phase.EMPTIED
        return Phase.IMPLAUSIBLE if self.implausible else Phase.NEW

    @property
    def implausible(self) -> str:
        """Why what was typed cannot be a key, in sentences that do not repeat it; "" when it can."""
        try:
            plausible(self.typed.reveal() if self.typed else "")
        except UnusableError as reason:
            return f"{reason.title} {reason.advice}"
        return ""

    @property
    def reason(self) -> str:
        """What stands beside the field: why the text cannot be a key, or why it could not be saved."""
        if self.phase is Phase.IMPLAUSIBLE and self.told:
            return self.implausible
        return self.failure

    # What happens to the field --------------------------------------------------------------------------------------

    def stored(self, *, is_set: bool) -> "KeyEditing":
        """Take note of whether a key is stored; what somebody is typing stays."""
        return replace(self, is_set=is_set)

    def unlock(self, now: datetime) -> "KeyEditing":
        """Let somebody who may change the key do so."""
        return KeyEditing(self.is_set, unlocked=True, touched=now)

    def lock(self) -> "KeyEditing":
        """Forget everything that was typed."""
        return KeyEditing(self.is_set)

    def touch(self, now: datetime) -> "KeyEditing":
        """Take note that somebody is there."""
        return replace(self, touched=now)

    def type(self, text: str, now: datetime, *, pasted: bool = False) -> "KeyEditing":
        """Take a text that a person changed; a pasted one is judged at once. Nothing counts while locked or saving."""
        if not self.unlocked or self.saving:
            return self
        text = trimmed(text)
        typed = None if not text and not self.is_set else Secret(text)
        return KeyEditing(self.is_set, unlocked=True, typed=typed, told=pasted, touched=now)

    def tell(self) -> "KeyEditing":
        """Let the reason be seen: the person is done typing, or wants to close."""
        return replace(self, told=True)

    def works(self, tested: Secret) -> "KeyEditing":
        """Take note of a key that was seen to work; it counts if it still is the one in the field."""
        return replace(self, tested=True) if tested == self.typed else self

    def save(self) -> "KeyEditing":
        """Begin to save."""
        return replace(self, saving=True, failure="")

    def saved(self) -> "KeyEditing":
        """Lock: what was typed is stored now, or, emptied, nothing is."""
        return KeyEditing(bool(self.typed and self.typed.reveal()))

    def fail(self, why: str) -> "KeyEditing":
        """Take note of why it could not be saved: the text stays, and so does the old key."""
        return replace(self, saving=False, failure=why)

    def discard(self) -> "KeyEditing":
        """Go back to the stored key, unlocked as before; after a failure locked, since the rights may be the cause."""
        return self.lock() if self.failure else KeyEditing(self.is_set, self.unlocked, touched=self.touched)

    # What follows from it --------------------------------------------------------------------------------------------

    @property
    def can_go_back(self) -> bool:
        """Whether Esc means: back to the stored key. Otherwise it means: close."""
        return self.typed is not None and not self.saving

    def leaving(self) -> Leaving:
        """Return what closing the window needs. Source: conventions, saved on close."""
        if self.saving:
            return Leaving.WAIT
        return {
            Phase.NEW: Leaving.SAVE,
            Phase.EMPTIED: Leaving.ASK_TO_REMOVE,
            Phase.IMPLAUSIBLE: Leaving.STAY,
        }.get(self._content, Leaving.NOTHING)

    def parting(self) -> Parting:
        """Return what is left to do when nobody can be asked: no key is removed then, and nothing implausible kept."""
        if self.saving:
            return Parting.WAIT
        return {
            Phase.NEW: Parting.SAVE,
            Phase.EMPTIED: Parting.DROP,
            Phase.IMPLAUSIBLE: Parting.DROP,
        }.get(self._content, Parting.NOTHING)

    def is_idle(self, now: datetime) -> bool:
        """Say whether an unlocked field was left alone for too long."""
        return self.unlocked and not self.saving and self.touched is not None and now - self.touched >= IDLE
