"""Who imports whom, and what a quick answer must not load."""

import subprocess
import sys
from pathlib import Path

from tests.helpers.tree import ROOT

HEAVY = {
    *("PySide6", "alembic", "cryptography", "filelock", "keyring", "platformdirs"),
    *("requests", "sqlalchemy", "tqdm", "urllib3"),
}


def _answer(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - fixed questions to this very Python
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_rooms_import_one_another_as_they_may() -> None:
    done = _answer("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    done = _answer("-X", "importtime", "-m", "clockreports", "--version")
    assert done.returncode == 0, done.stderr[-300:]
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "clockreports" in loaded
    assert {module.partition(".")[0] for module in loaded} & HEAVY == set()


def test_the_keyring_library_is_loaded_on_first_use_only() -> None:
    ask = "import sys, clockreports.vault.keyring_vault as v; v.KeyringVault(); print('keyring' in sys.modules)"
    assert _answer("-c", ask).stdout.split() == ["False"]


def test_the_window_opens_without_the_one_that_exports() -> None:
    ask = "import sys, clockreports.gui.main_window; print('clockreports.gui.export_window' in sys.modules)"
    assert _answer("-c", ask).stdout.split() == ["False"]


def test_an_export_with_nothing_to_do_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    export = ("-m", "clockreports", "export", "--from", "-7", "--to", "yesterday", "--profile", str(tmp_path))
    assert _answer(*export).returncode == 0, "makes the database"
    done = _answer("-X", "importtime", *export)
    assert done.returncode == 0, done.stderr[-300:]
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "sqlalchemy" in loaded
    assert {module.partition(".")[0] for module in loaded} & {
        "PySide6",
        "alembic",
        "keyring",
        "requests",
        "tqdm",
    } == set()
    assert "clockreports.peoplehr" not in loaded
