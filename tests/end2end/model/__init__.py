"""A model checker: whatever happens, in whatever order, People HR ends up as a simple model of what was wanted says."""
