"""ClockReports: clock events become work days, work days become People HR timesheets."""

__version__ = "0.1.0"
