"""A practice People HR, put together for whoever wants to try things out: a company, the server, a sample clock log."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from clockreports.base.cancel import CancelToken
from clockreports.base.clock import Clock
from clockreports.base.secret import Secret
from clockreports.practice.company import read_company
from clockreports.practice.sample import sample_company, sample_log
from clockreports.practice.server import PracticeServer
from clockreports.vault.environment import ADDRESS_VARIABLE, KEY_VARIABLE

NO_LIMIT: Final = 0


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice People HR that answers now: its address, its company, and that company's first key (None: no key).

    `sample_log` writes a clock log of the company's last weeks; `serve_until` returns when somebody asks to stop.
    """

    address: str
    company: str
    key: Secret | None
    sample_log: Callable[[], str]
    serve_until: Callable[[CancelToken], None]

    @property
    def variables(self) -> dict[str, str]:
        """What to put into the environment of a program that is to use it. The key is in it, for all to read."""
        address = {ADDRESS_VARIABLE: self.address}
        return address if self.key is None else {**address, KEY_VARIABLE: self.key.reveal()}


@contextmanager
def open_practice(
    today: date,
    company_file: Path | None = None,
    *,
    port: int = 0,
    calls_per_minute: int = NO_LIMIT,
    clock: Clock | None = None,
) -> Iterator[Practice]:
    """Play the company of a file, or the sample company, until the end of the `with` block.

    Raises `UnusableError` when the file cannot be used or the port cannot be had; port 0 takes any free one.
    """
    company = sample_company(today) if company_file is None else read_company(company_file, today)
    with PracticeServer(company, port, calls_per_minute, clock) as server:
        yield Practice(
            server.address,
            company.name,
            company.keys[0].key if company.keys else None,
            lambda: sample_log(company, today),
            server.serve_until,
        )
