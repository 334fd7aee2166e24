"""Real clock logs go the whole way, where they are at hand; exporting them again makes no call."""

from pathlib import Path

import pytest

from benchmarks.real_logs import FOLDER, LOGS, passage

LARGE = {"attlog_24k_keys_used.dat", "attlog_44k_corrupt_clock.dat", "attlog_5k_status_always_0_crlf.dat"}


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real clock logs are not at hand")
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.slow, pytest.mark.timeout(600)] if name in LARGE else []) for name in LOGS],
)
def test_a_real_log_goes_the_whole_way(name: str, tmp_path: Path) -> None:
    told = passage(FOLDER / name, LOGS[name], tmp_path)
    assert told.rows == told.added + told.already_known + told.quarantined
    assert told.sent > 0
    assert told.other == 0, "every day is sent, or needs a person"
    assert told.calls == told.sent, "one call for a new day"
    assert told.calls_again == 0
