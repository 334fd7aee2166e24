"""Who is at work here, in the names that a colleague would recognise."""

import getpass
import platform
from typing import NamedTuple


class Identity(NamedTuple):
    """A computer's name and the name of who is signed in, for a person to read; neither proves anything."""

    host: str
    user: str


def whoami() -> Identity:
    """Return the names of this computer and of the person signed in; never empty."""
    try:
        user = getpass.getuser()
    except (KeyError, ImportError, OSError):  # a service or a container may run under a number without a name
        user = ""
    return Identity(platform.node() or "unknown computer", user or "unknown user")
