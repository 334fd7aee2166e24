"""Which packages of the system the program needs, found out from its libraries by dpkg-shlibdeps, never by hand."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from installer.building.running import BuildError, run

_MAGIC: Final = b"\x7fELF"
_ANSWER: Final = "shlibs:Depends="
_SOURCE: Final = "Source: clockreports\n\nPackage: clockreports\nArchitecture: any\n"


def system_packages(program: Path) -> str:
    """Return the `Depends` of a frozen program's folder, as Debian writes it; raises `BuildError` without an answer."""
    binaries = sorted(path for path in program.rglob("*") if _is_binary(path))
    folders = sorted({path.parent for path in binaries})
    with TemporaryDirectory() as folder:
        (Path(folder) / "debian").mkdir()
        (Path(folder) / "debian" / "control").write_text(_SOURCE, encoding="ascii")
        command = ["dpkg-shlibdeps", "-O", "--warnings=0", "--ignore-missing-info", *(f"-l{path}" for path in folders)]
        said = run([*command, *binaries], folder=Path(folder))
    answer = next((line for line in said.splitlines() if line.startswith(_ANSWER)), None)
    if answer is None:
        raise BuildError(f"dpkg-shlibdeps does not say what the program needs:\n{said}")
    return answer.removeprefix(_ANSWER)


def _is_binary(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
