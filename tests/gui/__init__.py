"""Tests of the window: on a real Qt without a screen, with the practice People HR behind it."""
