"""Owner, group and mode of the key's file, as Linux and macOS enforce them."""

import os
import stat
import sys
from pathlib import Path

import pytest

if sys.platform != "win32":  # which has access lists instead
    from clockreports.vault.posix_access import OwnerAndGroup, group_number

    OURS = os.geteuid()
    OUR_GROUP = os.getegid()
    A_STRANGER = 54321

    def _made(path: Path, access: OwnerAndGroup) -> os.stat_result:
        os.close(access.create(path))
        return path.stat()

    @pytest.mark.parametrize(("group", "mode"), [(None, 0o600), (OUR_GROUP, 0o640)])
    def test_a_new_file_has_its_rights_whatever_the_mask(tmp_path: Path, group: int | None, mode: int) -> None:
        before = os.umask(0)
        try:
            status = _made(tmp_path / "key", OwnerAndGroup(OURS, group))
        finally:
            os.umask(before)
        assert (stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid) == (mode, OURS, OUR_GROUP)

    def test_no_file_is_written_through_what_stands_there(tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        (tmp_path / "key").symlink_to(elsewhere)
        with pytest.raises(FileExistsError):
            OwnerAndGroup(OURS).create(tmp_path / "key")
        assert not elsewhere.exists()

    @pytest.mark.parametrize(
        ("mode", "owner", "group", "right"),
        [
            (0o600, OURS, None, True),
            (0o400, OURS, None, True),
            (0o640, OURS, OUR_GROUP, True),
            (0o600, OURS, OUR_GROUP, True),
            (0o640, OURS, None, False),
            (0o640, OURS, A_STRANGER, False),
            (0o660, OURS, OUR_GROUP, False),
            (0o644, OURS, OUR_GROUP, False),
            (0o602, OURS, None, False),
            (0o600, A_STRANGER, None, False),
        ],
    )
    def test_a_file_is_right_when_only_its_owner_changes_it_and_only_the_group_reads_it(
        tmp_path: Path,
        mode: int,
        owner: int,
        group: int | None,
        right: bool,  # noqa: FBT001 - a column of the table
    ) -> None:
        path = tmp_path / "key"
        path.touch()
        path.chmod(mode)
        with path.open("rb") as file:
            assert OwnerAndGroup(owner, group).is_right(file.fileno()) is right

    def test_the_folder_is_made_once_and_only_its_owner_puts_files_into_it(tmp_path: Path) -> None:
        folder = tmp_path / "deep" / "clockreports"
        access = OwnerAndGroup(OURS)
        assert not access.owns_folder(folder)
        access.make_folder(folder)
        access.make_folder(folder)
        assert access.owns_folder(folder)
        assert not OwnerAndGroup(A_STRANGER).owns_folder(folder)
        folder.chmod(0o777)
        assert not access.owns_folder(folder)

    def test_neither_a_file_nor_a_link_is_the_folder(tmp_path: Path) -> None:
        access = OwnerAndGroup(OURS)
        (tmp_path / "file").touch()
        (tmp_path / "folder").mkdir(mode=0o755)
        (tmp_path / "link").symlink_to(tmp_path / "folder")
        assert [access.owns_folder(tmp_path / name) for name in ("file", "folder", "link")] == [False, True, False]

    def test_a_group_that_nobody_made_is_none() -> None:
        assert group_number("clockreports-of-a-test") is None
        assert 0 in {group_number("root"), group_number("wheel")}
