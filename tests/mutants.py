"""Puts faults into a copy of the program, one at a time, and sees to it that the tests named with each notice.

  .venv/bin/python -m tests.mutants [WORDS]     only those with WORDS in their name

Before that these tests have to pass on the sound copy: one that fails anyway notices nothing. It takes some fifteen
minutes. The table of docs/export.md tells the same, and a test keeps the two, and the code, together.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]

_COPIED: Final = ("clockreports", "resources", "tests", "pyproject.toml")
_TESTS_PASSED: Final = 0
_TESTS_FAILED: Final = 1
_DAY: Final = "clockreports/services/export_day.py"
_MODEL: Final = "tests/end2end/model/test_model.py::test_in_the_end_what_was_wanted_stands_in_people_hr"
_EXPORT_MODEL: Final = "tests/services/test_export_model.py"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault: `wrong` stands in a file of the program where `right` did, and each of `caught_by` has to fail."""

    name: str
    file: str
    right: str
    wrong: str
    caught_by: tuple[str, ...]


MUTANTS: Final = (
    Mutant(
        "no intent before a call",
        _DAY,
        "        self._conclude(planned, DayState.INTENDED, written=planned.instead_of, before=before, wrote=True)\n",
        "",
        (
            "tests/services/test_export_day.py::test_the_intent_is_in_the_ledger_before_the_call_is_made",
            "tests/end2end/test_kill.py",
            _MODEL,
        ),
    ),
    Mutant(
        "no read-back of an unknown day",
        _DAY,
        "        there = self._looks.at(planned.day)\n        entry = settled(entry, there)\n",
        "        there = entry.attempted\n        entry = settled(entry, there)\n",
        ("tests/end2end/test_kill.py", "tests/end2end/test_faults.py", _EXPORT_MODEL, _MODEL),
    ),
    Mutant(
        "no read-back of emptied slots",
        _DAY,
        "if len(found) > len(planned.pairs):",
        "if len(found) > 15:",
        ("tests/services/test_export_day.py::test_a_day_ends_as_the_algorithm_says",),
    ),
    Mutant(
        "no conflict check",
        _DAY,
        "if may_go is None or (found or ()) != may_go:",
        "if may_go is None and not found:",
        ("tests/services/test_export_day.py::test_a_day_ends_as_the_algorithm_says", _EXPORT_MODEL, _MODEL),
    ),
    Mutant(
        "a look that never grows old",
        "clockreports/services/looking.py",
        "return self._seen[day][0] + self._seconds if day in self._seen else -inf",
        "return inf if day in self._seen else -inf",
        ("tests/services/test_looking.py", "tests/end2end/test_stale_looks.py"),
    ),
    Mutant(
        "a lost answer told as sent",
        _DAY,
        "self._conclude(planned, DayState.UNKNOWN, before=before, reason=NOT_KNOWN_YET, wrote=True)",
        "self._conclude(planned, DayState.SENT, written=planned.pairs, before=before, wrote=True)",
        ("tests/services/test_export_day.py", _EXPORT_MODEL),
    ),
    Mutant(
        "no lease: whoever comes takes it",
        "clockreports/store/lease.py",
        "if row is not None and lives(row.heartbeat, now) and not (others_are_gone and row.host == holder.host):",
        "if row is not None and row.host == now:",
        ("tests/store/test_lease.py", "tests/end2end/test_two_programs.py"),
    ),
    Mutant(
        "a lost lease goes unnoticed",
        "clockreports/store/lease.py",
        "if connection.scalar(select(LEASE.c.token)) != token:",
        "if connection.scalar(select(LEASE.c.token)) == -1:",
        ("tests/store/test_lease.py", "tests/store/test_ledger.py"),
    ),
    Mutant(
        "no pace",
        "clockreports/store/calls.py",
        "if len(counting) >= most:",
        "if len(counting) >= 1000 * most:",
        ("tests/store/test_calls.py", "tests/end2end/test_pace.py"),
    ),
    Mutant(
        "a pace that lets calls count for half a minute",
        "clockreports/store/calls.py",
        "WINDOW: Final = 60.05",
        "WINDOW: Final = 30.05",
        ("tests/store/test_calls.py", "tests/end2end/test_pace.py"),
    ),
    Mutant(
        "an undoing that goes over a person’s edit",
        "clockreports/domain/undo_plan.py",
        "    if there.pairs != day.sent:\n",
        "    if there.pairs is None:\n",
        ("tests/unit/test_undo_plan.py", "tests/services/test_undoing.py", _EXPORT_MODEL),
    ),
    Mutant(
        "an undoing that deletes what nobody confirmed",
        "clockreports/services/undo_day.py",
        "if job.step is UndoStep.DELETE and job.key not in self._wish.confirmed:",
        "if job.step is None:",
        ("tests/services/test_undoing.py", "tests/gui/test_undo_dialog.py"),
    ),
)


def main(words: list[str]) -> int:
    """Try every mutant whose name holds the words, and return 0 when each was caught by all that are to catch it."""
    chosen = [mutant for mutant in MUTANTS if " ".join(words) in mutant.name]
    with tempfile.TemporaryDirectory(prefix="clockreports-mutants-") as folder:
        copy = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy(source, copy / name)
        named = {test for mutant in chosen for test in mutant.caught_by}
        sound = _tried(copy, *sorted(named)) if named else None
        if sound is not None and sound.returncode != _TESTS_PASSED:
            sys.stdout.write(f"{sound.stdout}The tests do not pass on the sound program, so they tell nothing.\n")
            return 1
        alive = sum(not _is_caught(copy, mutant) for mutant in chosen)
    sys.stdout.write(f"{len(chosen) - alive} of {len(chosen)} were caught.\n")
    return 1 if alive or not chosen else 0


def _is_caught(copy: Path, mutant: Mutant) -> bool:
    path = copy / mutant.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(mutant.right, mutant.wrong), encoding="utf-8")
    sys.stdout.write(f"{mutant.name}\n")
    try:
        failing = [_fails(copy, tests) for tests in mutant.caught_by]
        return all(failing)
    finally:
        path.write_text(sound, encoding="utf-8")


def _fails(copy: Path, tests: str) -> bool:
    fails = _tried(copy, tests).returncode == _TESTS_FAILED
    sys.stdout.write(f"  {'caught by' if fails else 'NOT caught by'} {tests}\n")
    sys.stdout.flush()
    return fails


def _tried(copy: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run tests in the copy until one fails; without looking for the smallest example, which would take long."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile", "first"]
    command += tests
    return subprocess.run(  # noqa: S603 - our own tests
        command, cwd=copy, capture_output=True, check=False, encoding="utf-8", errors="replace"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
