"""One export at a time: the second program, or the second window of one program, says who exports and since when."""

import pytest

from clockreports.base.cancel import CancelToken
from clockreports.services.exporting import ExportOrder
from clockreports.services.failures import BusyError
from clockreports.services.progress import Progress
from tests.end2end.site import FIRST, FIRST_LOG, PERIOD, Site

ORDER = ExportOrder(PERIOD)


@pytest.mark.parametrize("programs", [1, 2])
def test_a_second_export_is_told_who_is_exporting(site: Site, programs: int) -> None:
    site.bring_in(FIRST_LOG)
    refused: list[str] = []
    with site.program() as one, site.program() as other:

        def try_another(_told: Progress) -> None:
            with pytest.raises(BusyError) as busy:
                (one if programs == 1 else other).exporting.run(ORDER, CancelToken())
            refused.append(f"{busy.value.title} {busy.value.advice}")

        report = one.exporting.run(ORDER, CancelToken(), try_another)
        assert report.problem is None
        assert refused
        assert all(one.exporting.host in sentence and one.exporting.user in sentence for sentence in refused)
        assert site.standing == FIRST
        assert other.exporting.run(ORDER, CancelToken()).calls == 0
