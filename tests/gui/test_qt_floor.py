"""The ground the window stands on: the Qt that is installed, and the guards of these tests."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from clockreports.gui.main_window import MainWindow

_SIX_THOUSAND_TEXTS = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for number in range(6_000):
    label.setText(str(number))
print(label.text())
"""


def test_qt_loses_no_reference_to_none() -> None:
    """Some versions of the binding drop one with every call, and abort after about five thousand."""
    done = subprocess.run(  # noqa: S603 - a fixed question to this very Python
        [sys.executable, "-c", _SIX_THOUSAND_TEXTS], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "5999"), done.stderr[-500:]


def test_the_window_opens_on_the_practised_computer(main_window: MainWindow, qtbot: QtBot, home: Path) -> None:
    qtbot.waitExposed(main_window)
    assert main_window.isVisible()
    assert list(home.iterdir()) == []
