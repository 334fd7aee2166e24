"""The tests, in rings: unit (no disk), one ring per room, end2end (the installed command), architecture (the tree)."""
