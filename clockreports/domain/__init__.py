"""The rules of the trade: frozen dataclasses and pure functions, no files, no database, no clock on the wall."""
