"""What the key row says, in words: how the key stands, and what the main window tells when it was changed."""

from clockreports.services.key import KeyStatus
from clockreports.services.key_editing import KeyEditing, Phase

CLOSING_SAVES = "Saved automatically when you close this window."
REMOVE_QUESTION = "Remove the stored key?"
REMOVE_CONSEQUENCE = "Exports will stop."
DROPPED_EARLIER = (
    "The last change to the API key was not saved, because ClockReports had to end. The key stored before is unchanged."
)
DROPPED_NOW = "Locked, because nobody was here. What was typed is not saved, and the stored key is unchanged."
WAITING_FOR_ADMINISTRATOR = "Waiting for an administrator to agree, in the system’s own window…"
_UNREADABLE = "Not known, because what is stored cannot be read"
NOTHING_TO_TEST = "There is no key to test yet. Click Unlock, and paste it into the field."


def key_line(
    status: KeyStatus | None, editing: KeyEditing, *, unreadable: bool = False, practising: bool = False
) -> str:
    """Return how the key stands; `unreadable` says that it cannot be told of the stored one."""
    parts = [_edited(editing) or (_UNREADABLE if unreadable else _stored(status))]
    if editing.phase is Phase.UNTOUCHED:
        parts.append("unlocked")
    if practising:
        parts.append("practice: anyone may change it")
    return " · ".join(parts)


def changed_sentence(editing: KeyEditing) -> str:
    """Return what the main window says when what was typed is saved, or, emptied, the key removed."""
    if editing.typed is None or not editing.typed.reveal():
        return "The API key is removed. Exports stop until a new one is set."
    tested = "works" if editing.tested else "is not tested yet"
    return f"The API key is saved. It ends in {editing.typed.ending} and {tested}."


def _edited(editing: KeyEditing) -> str:
    match editing.phase:
        case Phase.NEW:
            ending = editing.typed.ending if editing.typed else ""
            return f"New key, ends in {ending} · {'works' if editing.tested else 'not tested'} · not saved yet"
        case Phase.EMPTIED:
            return "Emptied · closing this window asks whether to remove the stored key"
        case Phase.IMPLAUSIBLE:
            return "Not a whole key yet"
        case Phase.SAVING:
            return "Saving…"
        case Phase.FAILED:
            return "Not saved · the stored key is unchanged"
        case _:
            return ""


def _stored(status: KeyStatus | None) -> str:
    if status is None:
        return "Looking for the key…"
    if not status.is_set:
        return f"Not set, so nothing can be sent yet · will be kept in {status.place}"
    parts = [f"Set, ends in {status.ending}" if status.ending else "Set"]
    if status.saved is not None:
        day = f"{status.saved.at.astimezone():%d/%m/%Y}"
        parts.append(f"saved {day} by {status.saved.by}" + ("" if status.saved.tested else ", not tested"))
    parts.append(f"from {status.place}" if status.read_only else f"kept in {status.place}")
    return " · ".join(parts)
