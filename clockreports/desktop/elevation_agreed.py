"""What asking gives where an administrator only has to agree: nothing can be done with it."""

from typing import Final

from clockreports.services.ports import Credentials

_NOTHING_TO_DO: Final = "It was only asked whether an administrator agrees."


class Agreed:
    """Fulfils `services.ports.Elevated` without any rights: keys are not kept machine-wide here."""

    def keep(self, credentials: Credentials) -> None:  # noqa: ARG002 - the port's parameter
        """Raise `AssertionError`: whoever calls this forgot what it asked for."""
        raise AssertionError(_NOTHING_TO_DO)

    def forget(self) -> None:
        """Raise `AssertionError`: whoever calls this forgot what it asked for."""
        raise AssertionError(_NOTHING_TO_DO)

    def end(self) -> None:
        """Do nothing: there are no rights to give back."""
