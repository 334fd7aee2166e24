"""Which of Windows' access lists the key's file may have."""

import pytest

from clockreports.vault.access_words import KEY_FILE, KEY_FOLDER, is_key_file, is_trusted_owner

RIGHT = "(A;;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;IU)"


@pytest.mark.parametrize(
    "sddl",
    [
        KEY_FILE,
        f"O:SYD:P{RIGHT}",
        f"O:BAD:PAI{RIGHT}",
        "O:BAD:P(A;;FR;;;IU)(A;;FA;;;BA)(A;;FA;;;SY)",
        "O:S-1-5-32-544D:P(A;;0x1f01ff;;;S-1-5-18)(A;;0x1f01ff;;;S-1-5-32-544)(A;;0x120089;;;S-1-5-4)",
    ],
)
def test_the_list_is_right_however_it_is_written(sddl: str) -> None:
    assert is_key_file(sddl)


@pytest.mark.parametrize(
    "sddl",
    [
        "",
        "rubbish",
        "O:BA",
        "O:BAD:",
        "O:BAD:NO_ACCESS_CONTROL",
        f"O:BAD:{RIGHT}",
        f"O:BAD:AI{RIGHT}",
        f"O:S-1-5-21-1-2-3-1001D:P{RIGHT}",
        f"O:BUD:P{RIGHT}",
        f"D:P{RIGHT}",
        f"O:BAD:P{RIGHT}(A;;FR;;;BU)",
        f"O:BAD:P{RIGHT}(A;;FR;;;IU)",
        "O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)",
        "O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;IU)",
        "O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;WD)",
        "O:BAD:P(A;;FA;;;SY)(A;;FA;;;BA)(D;;FR;;;IU)",
        "O:BAD:P(A;ID;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;IU)",
        KEY_FOLDER,
    ],
)
def test_anything_else_is_not_trusted(sddl: str) -> None:
    assert not is_key_file(sddl)


@pytest.mark.parametrize(
    ("sddl", "trusted"),
    [
        ("O:BA", True),
        ("O:SY", True),
        ("O:S-1-5-18", True),
        ("O:BU", False),
        ("O:S-1-5-21-1-2-3-500", False),
        ("", False),
    ],
)
def test_a_folder_must_belong_to_the_administrators(sddl: str, trusted: bool) -> None:  # noqa: FBT001 - a column
    assert is_trusted_owner(sddl) is trusted


def test_nothing_is_inherited_and_who_is_signed_in_may_only_read() -> None:
    assert "D:P" in KEY_FILE
    assert "(A;;FR;;;IU)" in KEY_FILE
    assert KEY_FOLDER.startswith("O:BAD:P")
    assert KEY_FOLDER.endswith("(A;;0x1200a9;;;IU)")
