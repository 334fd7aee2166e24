"""The cellar: the standard library and `typing_extensions`, no knowledge of clocks, people or People HR."""
