"""What marks the window while everything in it is pretended: with the key that it takes, to copy."""

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from clockreports.gui.export_window.banner import Banner
from clockreports.gui.icons import Picture
from clockreports.gui.plain_text import plain_tip
from clockreports.gui.session import Practising

_SHORTCUT: Final = "Ctrl+Shift+C"
"""No letter of its words is free in this window."""


def practice_banner(practising: Practising, parent: QWidget) -> Banner:
    """Return the banner; it stays for as long as the window does."""
    banner = Banner(parent, lasting=True)

    def say(sentence: str) -> None:
        banner.say(sentence, Picture.INFORMATION, ("Copy its API key", copy))
        banner.buttons[0].setShortcut(_SHORTCUT)
        banner.buttons[0].setToolTip(plain_tip(f"{_SHORTCUT} does the same."))

    def copy() -> None:
        QGuiApplication.clipboard().setText(practising.key)
        say("The practice key is copied: click Unlock, and paste it.")

    say(f"Practising with {practising.company}: all of it is made up, and nothing leaves this computer.")
    return banner
