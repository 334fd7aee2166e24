"""The key of unattended use."""

import pytest

from clockreports.base.errors import UnusableError
from clockreports.base.secret import Secret
from clockreports.services.ports import Credentials
from clockreports.vault.environment import EnvironmentVault

DEFAULT = "https://people.example"
ELSEWHERE = "https://elsewhere.example"


@pytest.mark.parametrize(
    ("key", "address", "expected"),
    [
        ("the-key", None, Credentials(Secret("the-key"), DEFAULT)),
        ("the-key", ELSEWHERE, Credentials(Secret("the-key"), ELSEWHERE)),
        (" the-key\r\n", f" {ELSEWHERE} ", Credentials(Secret("the-key"), ELSEWHERE)),
        ("the-key", "  ", Credentials(Secret("the-key"), DEFAULT)),
        (None, ELSEWHERE, None),
        ("", ELSEWHERE, None),
        ("  ", None, None),
    ],
)
def test_an_address_counts_only_together_with_a_key(
    key: str | None, address: str | None, expected: Credentials | None
) -> None:
    given = {"CLOCKREPORTS_PEOPLEHR_KEY": key, "CLOCKREPORTS_PEOPLEHR_URL": address}
    vault = EnvironmentVault({name: value for name, value in given.items() if value is not None}, DEFAULT)
    assert vault.read() == expected


def test_forgetting_a_key_that_somebody_set_is_refused_without_quoting_it() -> None:
    vault = EnvironmentVault({"CLOCKREPORTS_PEOPLEHR_KEY": "the-key"}, DEFAULT)
    with pytest.raises(UnusableError) as caught:
        vault.forget()
    assert "the-key" not in str(caught.value)
    assert vault.read() is not None
