"""Python's collector of garbage, at rest while values are made by the hundred thousand.

As long as more and more is kept, the collector looks at all there is again and again: a third of the time that planning
a month of 1,000 people takes, or importing a million taps, would be spent on that. Frozen values hold no cycles, so
there is nothing for it to find.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let it rest until the end of the `with` block, or of the function this decorates; safe in several threads."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
