"""The tree itself: who imports whom, how big things are, what must not be written anywhere. Needs no git."""
