"""What holds for every test: a home of its own, no way out, no keyring, no unexpected warning in the log.

`--slow` also runs the tests marked `slow` and lets hypothesis try more examples. `--hypothesis-profile long` tries ten
times as many: meant for `tests/fuzz`, which takes about an hour then, and needs `--timeout 0` besides. With
`--hypothesis-profile first` the first example that fails will do, and no smaller one is looked for.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings

pytest_plugins = ["tests.helpers.isolation", "tests.helpers.log_guard"]

# A busy machine must not fail a test: no rule here is about how long an example takes.
# The usual run draws from the tests alone, not from chance: nobody is to be blamed for an old fault. The others search.
_SEARCHING = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("usual", _SEARCHING, derandomize=True)
settings.register_profile("slow", _SEARCHING, max_examples=2000)
settings.register_profile("long", _SEARCHING, max_examples=20_000)
settings.register_profile("first", _SEARCHING, phases=[Phase.explicit, Phase.generate])

_SLOWEST = 6 * 3600
"""Seconds: thousands of examples may take as long as that, and a run of them is for a night."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--slow`."""
    parser.addoption("--slow", action="store_true", help="also run the tests that take minutes, with more examples")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how hard hypothesis tries, unless `--hypothesis-profile` did."""
    if not config.getoption("--hypothesis-profile", default=None):
        settings.load_profile("slow" if config.getoption("--slow") else "usual")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out unless `--slow` asks for them, and then let every test take its time."""
    slow = config.getoption("--slow")
    for item in items:
        if slow:
            item.add_marker(pytest.mark.timeout(_SLOWEST), append=False)
        elif item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; runs with --slow"))
