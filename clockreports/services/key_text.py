"""A key with all that belongs to it as one text: how it lies in a store, and how it goes through a pipe.

The text holds the key itself: whoever makes one is about to put it where only the right people can read it.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials, Saved


def to_text(credentials: Credentials) -> str:
    """Return key, address, and when and by whom they were saved, as JSON."""
    kept: dict[str, object] = {"key": credentials.key.reveal(), "address": credentials.address}
    if credentials.saved is not None:
        saved = credentials.saved
        kept |= {"saved_at": saved.at.isoformat(), "saved_by": saved.by, "tested": saved.tested}
    return json.dumps(kept)


def from_text(text: str | bytes) -> Credentials | None:
    """Return what `to_text` was given, None for anything else: an error would quote the text."""
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match kept:
        case {"key": str(key), "address": str(address)}:
            return Credentials(Secret(key.strip()), address.strip(), _saved(kept))
        case _:
            return None


def _saved(kept: Mapping[str, object]) -> Saved | None:
    match kept:
        case {"saved_at": str(at), "saved_by": str(by), "tested": bool(tested)}:
            try:
                moment = datetime.fromisoformat(at)
            except ValueError:
                return None
            return Saved(moment, by, tested) if moment.tzinfo else None
        case _:
            return None
