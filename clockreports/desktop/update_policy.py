r"""What whoever looks after this computer decided about newer versions; only an administrator can write it.

Windows: the values UpdateCheck (0 switches it off) and UpdateAddress in the registry, under
HKEY_LOCAL_MACHINE\SOFTWARE\Policies\ClockReports. Elsewhere `update_check = false` and `update_address = "https://…"`
in a file.
"""

import sys
import tomllib
from pathlib import Path
from typing import Final

from clockreports.base.errors import UnusableError
from clockreports.services.ports_updates import UpdatePolicy

if sys.platform == "win32":
    import winreg

    _KEY: Final = r"SOFTWARE\Policies\ClockReports"

    def machine_policy() -> UpdatePolicy:
        """Return what was decided; where nothing was, everything is as the product has it."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _KEY, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
                return UpdatePolicy(bool(_value(key, "UpdateCheck", 1)), str(_value(key, "UpdateAddress", "")))
        except FileNotFoundError:
            return UpdatePolicy()
        except OSError as error:
            raise _unreadable("The registry’s policies for ClockReports", error.strerror) from error

    def _value(key: winreg.HKEYType, name: str, default: object) -> object:
        try:
            return winreg.QueryValueEx(key, name)[0]
        except FileNotFoundError:
            return default

else:
    MACOS_FILE: Final = Path("/Library/Preferences/clockreports-policy.toml")
    FILE: Final = Path("/etc/xdg/clockreports/policy.toml")

    def machine_policy() -> UpdatePolicy:
        """Return what was decided; where nothing was, everything is as the product has it."""
        return policy_in(MACOS_FILE if sys.platform == "darwin" else FILE)


def policy_in(file: Path) -> UpdatePolicy:
    """Return the policy of a file, if it is there; raises `UnusableError` when it cannot be read or understood."""
    try:
        kept = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return UpdatePolicy()
    except (OSError, ValueError) as error:
        raise _unreadable(f"The file {file}", str(error)) from error
    match kept.get("update_check", True), kept.get("update_address", ""):
        case bool(allowed), str(address):
            return UpdatePolicy(allowed, address)
        case _:
            raise _unreadable(f"The file {file}", "update_check is true or false, update_address a text")


def _unreadable(what: str, why: str | None) -> UnusableError:
    return UnusableError(f"{what} cannot be read ({why}).", "Ask whoever looks after this computer.")
