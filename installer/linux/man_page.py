"""The manual page of the command line, made from the very parser that reads it."""

# It is only where the installers are built.
from argparse_manpage.manpage import Manpage  # type: ignore[import-not-found]

from clockreports.cli.parser import build_parser
from clockreports.cli.table import COMMANDS
from installer.building.about import DESCRIPTION, NAME, PUBLISHER


def man_page(version: str, day: str) -> str:
    """Return clockreports(1) in roff, for a version of a day (ISO)."""
    fields = {
        "prog": "clockreports",
        "version": version,
        "project_name": NAME,
        "author": PUBLISHER,
        "date": day,
        "manual_title": "User Commands",
        "manual_section": "1",
        "description": DESCRIPTION,
    }
    parser = build_parser(COMMANDS)
    # argparse-manpage looks for this attribute and declares it nowhere.
    parser.man_short_description = "put the work days of time clocks into People HR timesheets"  # type: ignore[attr-defined]
    return f"{Manpage(parser, _data=fields)}\n"
