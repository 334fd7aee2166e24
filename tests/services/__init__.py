"""Tests of the use cases, on fakes: no disk, no network, and a clock that a test turns."""
