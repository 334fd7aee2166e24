"""What shows that the stored key works."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clockreports.domain.periods import Period
from clockreports.domain.runs import Run, RunEnd
from clockreports.services.key_proof import KeyProof
from clockreports.services.ports import Saved
from tests.helpers.vault import MemoryKeyTestedNote, nothing_proven

NOW = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
SAVED = Saved(NOW, "Jo")
DAY = date(2026, 3, 9)


def run(*, after: int, end: RunEnd = RunEnd.DONE, calls: int = 1) -> Run:
    """Return a run that began so many seconds after the key was saved."""
    return Run(1, Period(DAY, DAY), "PC-12", "jane", NOW + timedelta(seconds=after), 1, NOW, end, calls)


def test_a_key_that_was_tested_before_it_was_saved_works() -> None:
    assert not nothing_proven().holds(SAVED)
    assert nothing_proven().holds(Saved(NOW, "Jo", tested=True))


def test_a_test_counts_for_the_key_that_was_tested_and_for_no_other() -> None:
    proof = nothing_proven()
    proof.keep(SAVED)
    assert proof.holds(SAVED)
    assert not proof.holds(Saved(NOW + timedelta(seconds=1), "Jo"))


@pytest.mark.parametrize(
    ("exported", "shows"),
    [
        (run(after=0), True),
        (run(after=60), True),
        (run(after=-1), False),
        (run(after=60, calls=0), False),
        (run(after=60, end=RunEnd.KEY_REFUSED), False),
        (run(after=60, end=RunEnd.STOPPED), False),
    ],
)
def test_an_export_that_went_through_since_shows_it(exported: Run, shows: bool) -> None:  # noqa: FBT001 - a column
    assert KeyProof(MemoryKeyTestedNote(), lambda: [exported]).holds(SAVED) is shows
