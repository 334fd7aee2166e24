"""The program for macOS: what goes into ClockReports.app, and its icon. None of it was ever tried on a Mac."""
