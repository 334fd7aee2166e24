"""What the tests of the People HR client share."""

from collections.abc import Iterator

import pytest

from tests.peoplehr.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Lend a desk, and close its conversations."""
    desk = Desk()
    yield desk
    desk.close()
