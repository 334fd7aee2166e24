"""The API key in the window: unlocked by whoever may, tested, and saved when the window closes.

Carries out what `services.key_editing` decides; keyring, files, network and the system's prompt are the workers'.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton, QVBoxLayout, QWidget

from clockreports.base.cancel import CancelToken
from clockreports.base.errors import CancelledError, ClockReportsError
from clockreports.base.secret import Secret
from clockreports.gui import key_words
from clockreports.gui.key_panel import KeyPanel
from clockreports.gui.key_saving import KeySaving, finish
from clockreports.gui.key_screen_lock import ScreenLock
from clockreports.gui.key_testing import KeyTesting
from clockreports.gui.plain_text import plain_box
from clockreports.gui.session import Session
from clockreports.services.key import KeyStatus
from clockreports.services.key_editing import KeyEditing, Leaving, Parting, Phase
from clockreports.services.key_unlocking import KeyKeeper, unlock

_LOOK_MILLISECONDS: Final = 15_000


class KeyRow(QWidget):
    """The row. The window that has it asks `leave` before it closes, and `escape` when Esc is pressed."""

    key_changed = Signal(str)
    """The key was saved or removed; carries the sentence that the main window says about it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editing = KeyEditing()
        self._status: KeyStatus | None = None
        self._trouble = ""
        self._notice = ""
        self._warns = False
        self._unattended = False
        self._keeper: KeyKeeper | None = None
        self._unlocking: CancelToken | None = None
        self._saving: KeySaving | None = None
        self._screen: ScreenLock | None = None
        self._question: QMessageBox | None = None
        self._go_on: Callable[[], object] | None = None
        self._closing = False
        self._testing = KeyTesting(session, self)
        self._idle = QTimer(self)
        self._idle.setInterval(_LOOK_MILLISECONDS)
        self._panel = KeyPanel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._panel)
        self.setFocusProxy(self._panel.field)
        self._connect()
        self._show()
        self.look()

    def _connect(self) -> None:
        panel = self._panel
        panel.field.changed.connect(self._typed)
        panel.field.entered.connect(self._tell)
        panel.touched.connect(self._touch)
        panel.unlock.clicked.connect(self._unlock)
        panel.test.clicked.connect(self._test)
        panel.retry.clicked.connect(self._save)
        panel.discard.clicked.connect(self._discard)
        self._testing.said.connect(self._say)
        self._testing.worked.connect(self._worked)
        self._testing.ended.connect(self._show)
        self._idle.timeout.connect(self._lock_when_idle)
        self._session.opened.connect(self.look)

    # What the window asks -------------------------------------------------------------------------------------------

    def leave(self, done: Callable[[], object]) -> bool:
        """Say whether the window may close now; else ask or save, and call `done` when closing may go on."""
        leaving = self._editing.leaving()
        if leaving is Leaving.NOTHING:
            self._lock()
            return True
        self._settle(leaving, done, closing=True)
        return False

    def settle(self, done: Callable[[], object]) -> bool:
        """Say whether the stored key is the one to use; else ask or save, and call `done` when it was saved or removed.

        Whoever goes back to the old key instead has to begin anew.
        """
        leaving = self._editing.leaving()
        if leaving is Leaving.NOTHING:
            return True
        self._settle(leaving, done, closing=False)
        return False

    def _settle(self, leaving: Leaving, done: Callable[[], object], *, closing: bool) -> None:
        self._go_on, self._closing = done, closing
        match leaving:
            case Leaving.SAVE:
                self._save()
            case Leaving.ASK_TO_REMOVE:
                self._ask()
            case Leaving.STAY:
                self._tell()
                self._panel.field.setFocus()
            case _:
                pass  # it goes on when the saving under way is done

    def escape(self) -> bool:
        """Go back to the stored key if something was typed, and say whether that was so; if not, Esc means: close."""
        if not self._editing.can_go_back:
            return self._editing.saving
        self._go_on = None
        self._discard()
        return True

    def drop_or_save_for_shutdown(self) -> None:
        """Save without a question, or leave a note for the next start, and wait for that: the program must end."""
        parting, keeper, editing = self._editing.parting(), self._keeper, self._editing
        if keeper is not None:
            if parting is Parting.WAIT and self._saving is not None and not self._saving.succeeds():
                parting = Parting.DROP
            if parting in {Parting.SAVE, Parting.DROP}:
                typed = editing.typed if parting is Parting.SAVE else None
                finish(partial(keeper.keep_or_note, typed, tested=editing.tested))
        self._saving = None
        self._go_on = None
        self._lock()

    # How the key stands ---------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Read again how the stored key stands; what somebody is typing stays."""
        if not self._session.is_open:
            return
        service = self._session.app.key

        def work(_cancel: CancelToken) -> tuple[KeyStatus, bool]:
            return service.status(), service.dropped.take()

        self._session.workers.start(self, work, self._found, self._not_found)

    def _found(self, answer: tuple[KeyStatus, bool]) -> None:
        self._status, dropped = answer
        self._trouble = ""
        if dropped:
            self._notice, self._warns = key_words.DROPPED_EARLIER, True
        self._editing = self._editing.stored(is_set=self._status.is_set)
        if self._editing.typed is None:
            self._panel.field.show_stored(is_set=self._status.is_set)
        self._show()

    def _not_found(self, error: ClockReportsError) -> None:
        self._status, self._trouble = None, f"{error.title} {error.advice}"
        self._show()

    def _show(self) -> None:
        practising = self._session.start.practising is not None
        line = key_words.key_line(self._status, self._editing, unreadable=bool(self._trouble), practising=practising)
        untouched = self._editing.phase in {Phase.LOCKED, Phase.UNTOUCHED} and not self._notice
        reason = self._editing.reason or (self._trouble if untouched else "")
        self._panel.show_state(self._editing, line, reason or self._notice, warns=bool(reason) or self._warns)
        self._panel.show_closing(saves=self._status is None or not self._status.read_only)
        self._panel.show_testing(testing=self._testing.is_under_way)

    def _say(self, sentence: str, warns: bool = False) -> None:  # noqa: FBT001, FBT002 - the signal's
        self._notice, self._warns = sentence, warns
        self._show()

    # Unlocking and locking ------------------------------------------------------------------------------------------

    def _unlock(self) -> None:
        if self._unlocking is not None or self._editing.unlocked or not self._session.is_open:
            return
        app, workers = self._session.app, self._session.workers
        practising = self._session.start.practising is not None
        wait = partial(workers.post, self, partial(self._say, key_words.WAITING_FOR_ADMINISTRATOR))

        def work(cancel: CancelToken) -> KeyKeeper | None:
            return unlock(app.key, app.elevation, cancel, wait, practising=practising)

        self._unlocking = workers.start(self, work, self._unlocked, self._not_unlocked)

    def _unlocked(self, keeper: KeyKeeper | None) -> None:
        wanted, self._unlocking = self._unlocking is not None, None
        self._notice = ""
        if keeper is None or not wanted:
            self._end(keeper)
            self._show()
            self.look()  # a window of the elevated side may have changed it
            return
        self._keeper = keeper
        self._editing = self._editing.unlock(self._session.app.clock.now())
        self._idle.start()
        self._screen = ScreenLock(self)
        self._screen.locked.connect(self.lock_unattended)
        self._screen.watch(self)
        self._show()
        self._panel.field.setFocus()
        self._panel.field.selectAll()

    def _not_unlocked(self, error: ClockReportsError) -> None:
        self._unlocking = None
        self._say("" if isinstance(error, CancelledError) else f"{error.title} {error.advice}", warns=True)

    def _lock(self) -> None:
        """Forget what was typed, give the rights back, and stop what is under way."""
        if self._unlocking is not None:
            self._unlocking.cancel()
            self._unlocking = None
        self._testing.stop()
        self._idle.stop()
        if self._screen is not None:
            self._screen.deleteLater()
            self._screen = None
        self._end(self._keeper)
        self._keeper = None
        self._editing = self._editing.lock()
        self._panel.field.show_stored(is_set=self._editing.is_set)
        self._show()

    def _end(self, keeper: KeyKeeper | None) -> None:
        if keeper is not None and keeper.elevated is not None:
            self._session.workers.start(self, lambda _cancel: keeper.end(), _nothing, _nothing)

    def _touch(self) -> None:
        if self._editing.unlocked:
            self._editing = self._editing.touch(self._session.app.clock.now())

    def _lock_when_idle(self) -> None:
        if self._session.is_open and self._editing.is_idle(self._session.app.clock.now()):
            self.lock_unattended()

    def lock_unattended(self) -> None:
        """Lock although nobody can be asked: a plausible key is saved, anything else dropped, and that is said."""
        self._go_on = None
        parting = self._editing.parting()
        if self._question is not None:
            self._question.reject()
        if parting is Parting.SAVE:
            self._unattended = True
            self._save()
        elif parting is not Parting.WAIT:
            self._lock()
            self._say(key_words.DROPPED_NOW if parting is Parting.DROP else "", warns=True)

    # Typing, testing, saving ----------------------------------------------------------------------------------------

    def _typed(self, text: str, pasted: bool) -> None:  # noqa: FBT001 - the signal's
        self._go_on = None  # whoever types has changed their mind about closing
        self._testing.stop()
        self._notice = ""
        self._editing = self._editing.type(text, self._session.app.clock.now(), pasted=pasted)
        self._show()

    def _tell(self) -> None:
        self._editing = self._editing.tell()
        self._show()

    def _test(self) -> None:
        if self._testing.is_under_way:
            self._testing.stop()
        elif self._editing.typed is None and self._status is not None and self._status.is_set:
            self._testing.begin(None)
        elif self._editing.leaving() is Leaving.SAVE:
            self._testing.begin(self._editing.typed)
        elif self._editing.leaving() is Leaving.STAY:
            self._tell()
        elif self._trouble:
            self.look()
        else:
            self._say(key_words.NOTHING_TO_TEST, warns=True)
        self._show()

    def _worked(self, typed: Secret | None) -> None:
        if typed is not None:
            self._editing = self._editing.works(typed)
        else:
            self.look()  # it stands as tested now

    def _discard(self) -> None:
        go_on, self._go_on = self._go_on if self._closing else None, None
        self._editing = self._editing.discard()
        self._notice = ""
        if go_on is not None or not self._editing.unlocked:
            self._lock()
        self._panel.field.show_stored(is_set=self._editing.is_set)
        self._show()
        if go_on is not None:
            go_on()

    def _ask(self) -> None:
        if self._question is not None:
            return
        words = key_words.REMOVE_QUESTION, key_words.REMOVE_CONSEQUENCE
        box = plain_box(QMessageBox.Icon.Question, "API key", *words, parent=self)
        remove = box.addButton("&Remove", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("&Keep", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.finished.connect(partial(self._answered, box, remove))
        self._question = box
        box.open()

    def _answered(self, box: QMessageBox, remove: QPushButton, _code: int) -> None:
        self._question = None
        removing = box.clickedButton() == remove
        box.deleteLater()
        if removing:
            self._save()
        else:
            self._discard()

    def _save(self) -> None:
        keeper, typed = self._keeper, self._editing.typed
        if keeper is None or typed is None or self._editing.saving:
            return
        keep = partial(keeper.keep, typed, tested=self._editing.tested)
        saving = self._saving = KeySaving(keep if typed.reveal() else keeper.forget)
        self._testing.stop()
        self._editing = self._editing.save()
        self._show()
        self._session.workers.start(self, saving, partial(self._saved, saving), partial(self._failed, saving))

    def _saved(self, saving: KeySaving, _nothing: None) -> None:
        if saving is not self._saving:
            return
        sentence = key_words.changed_sentence(self._editing)
        go_on, self._go_on = self._go_on, None
        self._saving, self._status = None, None
        self._unattended = False
        self._editing = self._editing.saved()
        self._lock()
        self.look()
        self.key_changed.emit(sentence)
        if go_on is not None:
            go_on()

    def _failed(self, saving: KeySaving, error: ClockReportsError) -> None:
        if saving is not self._saving:
            return
        self._saving = None
        self._editing = self._editing.fail(f"{error.title} {error.advice}")
        if self._unattended:
            self._unattended = False
            self._lock()
            self._notice, self._warns = f"{key_words.DROPPED_NOW} {error.title}", True
        self._show()


def _nothing(_answer: object) -> None:
    """Take an answer that nobody waits for."""
