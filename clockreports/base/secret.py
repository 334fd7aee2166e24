"""A value that must never be shown: it hides itself in every rendering and has to be asked for by name."""

from typing import Final, NoReturn, final

from typing_extensions import override

HIDDEN: Final = "***"


@final
class Secret:
    """Holds one secret text. `reveal()` is the only way out; repr, str, format and pickling give nothing away."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the secret itself: call this only where it goes into its store or into a request."""
        return self._text

    @property
    def ending(self) -> str:
        """The last four characters in capitals, as shown to a person; empty when the secret is too short to hint at."""
        return self._text[-4:].upper() if len(self._text) >= 16 else ""  # noqa: PLR2004 - four times the hint

    @override
    def __repr__(self) -> str:
        return HIDDEN

    @override
    def __str__(self) -> str:
        return HIDDEN

    @override
    def __format__(self, format_spec: str) -> str:
        return HIDDEN

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    @override
    def __hash__(self) -> int:
        return hash(("Secret", self._text))

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is not written anywhere but in its store.")
