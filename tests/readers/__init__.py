"""The readers on files: each format by tables of rows, by generated files, and by real logs where they are at hand."""
