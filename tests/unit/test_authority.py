"""Who may change a clock: the warning about terminals that nobody, or only one, can open."""

import pytest

from clockreports.domain.people import Authority, User, too_few_administrators

A, N = Authority.ADMINISTRATOR, Authority.NORMAL


def user(clock_id: str, authority: Authority | None, terminal: str = "1") -> User:
    return User(terminal, clock_id, 1, None, None, authority=authority)


@pytest.mark.parametrize(
    ("authorities", "expected"),
    [
        ((), ""),
        ((None, None), ""),
        ((N, None), "Terminal 1 has no administrator"),
        ((A, N), "Terminal 1 has only one administrator, number 0"),
        ((A, A, N, None), ""),
    ],
)
def test_none_and_one_administrator_are_told_where_authorities_are_known(
    authorities: tuple[Authority | None, ...], expected: str
) -> None:
    told = " ".join(too_few_administrators(user(str(number), each) for number, each in enumerate(authorities)))
    assert told.startswith(expected)
    assert bool(told) == bool(expected)


def test_every_terminal_is_judged_by_itself() -> None:
    users = [user("1", A, "Gate"), user("2", A, "Gate"), user("1", N, "Canteen"), user("2", A, "Hall")]
    assert [sentence.split(" has ")[0] for sentence in too_few_administrators(users)] == [
        "Terminal Canteen",
        "Terminal Hall",
    ]
