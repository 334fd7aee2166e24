"""What whoever looks after a computer decided about newer versions."""

from pathlib import Path

import pytest

from clockreports.base.errors import UnusableError
from clockreports.desktop.update_policy import machine_policy, policy_in
from clockreports.services.ports_updates import UpdatePolicy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, UpdatePolicy()),
        ("", UpdatePolicy()),
        ("update_check = false\n", UpdatePolicy(allowed=False)),
        ('update_address = "https://clocks.example/x.json"\n', UpdatePolicy(True, "https://clocks.example/x.json")),  # noqa: FBT003 - by place
        ("something_newer = 3\n", UpdatePolicy()),
    ],
)
def test_a_file_tells_what_was_decided(text: str | None, expected: UpdatePolicy, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert policy_in(file) == expected


@pytest.mark.parametrize("text", ["update_check = 0", 'update_check = "no"', "update_address = 1", "=", "\x00"])
def test_what_cannot_be_understood_forbids_rather_than_allows(text: str, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableError, match="cannot be read"):
        policy_in(file)


def test_this_computer_can_be_asked() -> None:
    assert isinstance(machine_policy(), UpdatePolicy)
