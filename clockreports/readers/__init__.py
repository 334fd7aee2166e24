"""Reads clock logs of every known format, and tells the formats apart by their content. Writes nothing anywhere.

A log is read as a stream: however long it is, only a small part of it is held at a time.
"""

from clockreports.readers.files import ClockLogFiles

__all__ = ["ClockLogFiles"]
