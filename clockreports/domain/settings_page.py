"""Makes docs/settings.md from the settings: `python -m clockreports.domain.settings_page docs/settings.md`."""

import sys
from dataclasses import fields
from pathlib import Path
from typing import Final

from clockreports.domain.settings import Settings

_HEAD: Final = """\
# Settings

Made by `python3 dev.py docs`. Settings stand in `settings.toml` in the profile folder (`clockreports doctor` says where
that is); what is not there has its default. A name nobody knows, or a value nobody can use, is refused with a sentence,
and nothing is done.

```toml
timezone = "Europe/London"
trusted_terminals = ["1", "Canteen"]
```

| setting | default | unit | what it does |
|---|---|---|---|
"""

_FOOT: Final = """
The environment goes before the file:

| variable | what it does |
|---|---|
| `CLOCKREPORTS_PROFILE` | the profile folder, unless `--profile` names one |
| `CLOCKREPORTS_DATABASE_URL` | another database, as an SQLAlchemy URL |
| `CLOCKREPORTS_TIMEZONE` | the setting `timezone` |
| `CLOCKREPORTS_CALLS_PER_MINUTE` | the setting `calls_per_minute` |
| `CLOCKREPORTS_PEOPLEHR_KEY` | the API key, for unattended use |
| `CLOCKREPORTS_PEOPLEHR_URL` | another address of People HR; counts only together with the key above |
"""


def settings_page() -> str:
    """Return the whole page."""
    rows = (
        f"| `{each.name}` | {_shown(each.default)} | {each.metadata['unit']} | {each.metadata['meaning']} |\n"
        for each in fields(Settings)
    )
    return _HEAD + "".join(rows) + _FOOT


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return "none" if default == () else f"{default}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(settings_page(), encoding="utf-8", newline="\n")
