"""The small window that Windows elevates instead of the whole program: one field for the key, and nothing else.

It runs as an administrator, often as another person than the one at the screen, so it knows no profile and no
database: all it can do is keep the machine-wide key, or remove it. It never shows the key that is stored.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QLineEdit, QMessageBox, QVBoxLayout

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import ClockReportsError, ExitCode
from clockreports.gui.application import prepare
from clockreports.gui.bridge import Workers
from clockreports.gui.plain_text import PlainLabel, plain_box
from clockreports.gui.theme import GRID
from clockreports.services.ports import Credentials, Vault

IDLE_MILLISECONDS: Final = 600_000
"""Source: the key field locks after ten idle minutes."""

_ONLY_AGREE: Final = ["agree"]
_WIDTH: Final = 60 * GRID


def run_key_window(arguments: Sequence[str]) -> int:
    """Show the window and return the exit code when it is closed: 0, saved or not, or 70 after a bug.

    With the argument `agree` there is nothing to do: that it was started says that an administrator agreed.
    """
    if list(arguments) == _ONLY_AGREE:
        return ExitCode.DONE
    from clockreports.bootstrap.key_helper import machine_vault, typed_key  # noqa: PLC0415 - loads slowly

    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("Another kind of Qt application runs in this process.")
    prepare(application)

    def admit(bug: Exception) -> None:
        sys.__excepthook__(type(bug), bug, bug.__traceback__)
        application.exit(ExitCode.BUG)

    workers = Workers(admit)
    window = KeyWindow(machine_vault(), typed_key, workers)
    window.finished.connect(lambda _result: application.exit(ExitCode.DONE))
    window.show()
    code = application.exec()
    workers.close()
    return code


class KeyWindow(QDialog):
    """Keeps what is typed in `vault`, after `read` made a key of it; says beside the field why it could not.

    `read` raises `ClockReportsError` for what cannot be a key.
    """

    def __init__(
        self, vault: Vault, read: Callable[[str], Credentials], workers: Workers, idle: int = IDLE_MILLISECONDS
    ) -> None:
        super().__init__()
        self._vault = vault
        self._read = read
        self._workers = workers
        self.setWindowTitle("People HR API key")
        self._state = _sentence("Looking which key is stored…")
        self._field = QLineEdit()
        self._field.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.setPlaceholderText("Paste the key here")
        self._problem = _sentence("")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel,
        )
        self._save_button = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        self._remove_button = self._buttons.addButton("&Remove stored key…", QDialogButtonBox.ButtonRole.ResetRole)
        self._lay_out()
        self._connect()
        self._leave_when_idle(idle)
        self._look()

    def _lay_out(self) -> None:
        label = PlainLabel("API &key")
        label.setBuddy(self._field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (label, self._field, self._problem, self._state):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self._buttons)
        self._problem.hide()
        self._save_button.setEnabled(False)
        self._remove_button.hide()
        self._field.setFocus()
        self.setMinimumWidth(_WIDTH)

    def _connect(self) -> None:
        self._field.textChanged.connect(self._typed)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        self._remove_button.clicked.connect(self._ask_before_removing)

    def _leave_when_idle(self, milliseconds: int) -> None:
        idle = QTimer(self, singleShot=True, interval=milliseconds)
        idle.timeout.connect(self.reject)
        self._field.textChanged.connect(lambda _text: idle.start())
        idle.start()

    def _look(self) -> None:
        self._workers.start(self, lambda _cancel: self._vault.read(), self._tell_state, self._could_not_look)

    def _tell_state(self, stored: Credentials | None) -> None:
        kept = "It is kept on this computer, for everybody who exports here."
        if stored is None:
            self._state.setText(f"No key is stored yet. {kept}")
        else:
            ending = f", ends in {stored.key.ending}" if stored.key.ending else ""
            self._state.setText(f"A key is stored{ending}; a new one takes its place. {kept}")
        self._remove_button.setVisible(stored is not None)
        self._fit()

    def _could_not_look(self, error: ClockReportsError) -> None:
        """Whatever is stored there, a new key may take its place, and it may be removed."""
        self._state.setText(f"{error.title} {error.advice}")
        self._remove_button.show()
        self._fit()

    def _typed(self, text: str) -> None:
        self._problem.hide()
        self._field.setAccessibleDescription("")
        self._save_button.setEnabled(bool(text.strip()))

    def _save(self) -> None:
        try:
            credentials = self._read(self._field.text())
        except ClockReportsError as error:
            self._complain(error)
        else:
            self._do(lambda _cancel: self._vault.write(credentials))

    def _ask_before_removing(self) -> None:
        words = "Remove the stored key?", "Exports will stop."
        box = plain_box(QMessageBox.Icon.Warning, self.windowTitle(), *words, parent=self)
        remove = box.addButton("&Remove", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("&Keep", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        remove.clicked.connect(lambda: self._do(lambda _cancel: self._vault.forget()))
        box.open()

    def _do(self, work: Callable[[CancelToken], None]) -> None:
        """Work beside the window, and close it once that is done."""
        self._let_type(may=False)
        self._workers.start(self, work, lambda _nothing: self.accept(), self._complain)

    def _complain(self, error: ClockReportsError) -> None:
        sentences = f"{error.title} {error.advice}"
        self._problem.setText(sentences)
        self._problem.show()
        self._fit()
        self._field.setAccessibleDescription(sentences)
        self._let_type(may=True)
        self._field.setFocus()

    def _fit(self) -> None:
        """Grow until no sentence is cut: a dialog does not by itself follow text that wraps."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _let_type(self, *, may: bool) -> None:
        self._field.setEnabled(may)
        self._buttons.setEnabled(may)


def _sentence(text: str) -> QLabel:
    label = PlainLabel(text)
    label.setWordWrap(True)
    return label
