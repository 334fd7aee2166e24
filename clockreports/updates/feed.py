"""The feed of releases: asks an address, checks the signature, reads the announcement. Nothing is asked before that."""

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.domain.releases import Release
from clockreports.updates import release_site
from clockreports.updates.addresses import read_feed_address
from clockreports.updates.notices import read_announcement


class SignedFeed:
    """Fulfils `services.ports_updates.ReleaseFeed`; `address` and `public_key` are the product's own."""

    def __init__(
        self, clock: Clock, address: str = release_site.ADDRESS, public_key: str = release_site.PUBLIC_KEY
    ) -> None:
        self._clock = clock
        self._address = address
        self._public_key = public_key

    def host(self, address: str) -> str:
        """Return which computer is asked; raises `UnusableError` for an address that cannot be used."""
        chosen = address or self._address
        return read_feed_address(chosen).host if chosen else ""

    def newest(self, address: str, cancel: CancelToken) -> Release:
        """Ask, and return what is announced, once its signature is checked; see the port."""
        # Both libraries load slowly, and hardly anybody asks.
        from clockreports.updates.fetching import fetch  # noqa: PLC0415 - see above
        from clockreports.updates.signatures import is_signed  # noqa: PLC0415 - see above

        content = fetch(read_feed_address(address or self._address), self._clock, cancel)
        return read_announcement(content, self._public_key, is_signed)
