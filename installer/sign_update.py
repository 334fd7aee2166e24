"""Announces a release: makes the key pair once, and signs what `clockreports update check` will read.

  python -m installer.sign_update make-key KEY_FILE
  python -m installer.sign_update sign KEY_FILE RELEASE_FILE ANNOUNCEMENT_FILE [--days N]

The public half of a new key belongs into clockreports/updates/release_site.py, the key file to the releaser alone.
A release file is JSON: {"version": "1.2.0", "date": "2026-03-02", "page": "https://…", "changes": ["…"]}. An
announcement holds for 180 days, or for N: announce anew before they are over, also when there is nothing newer.
"""

import argparse
import base64
import getpass
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clockreports.base.errors import ClockReportsError
from clockreports.updates.notices import PROGRAM, read_announcement
from clockreports.updates.release_site import PUBLIC_KEY
from clockreports.updates.signatures import is_signed

_DAYS: Final = 180
_RAW: Final = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def main(arguments: Sequence[str]) -> int:
    """Do what was typed, and return the exit code: 0 done, 1 not done, and why is said."""
    parser = argparse.ArgumentParser("sign_update", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make-key")
    making.add_argument("key", type=Path)
    signing = commands.add_parser("sign")
    for name in ("key", "release", "announcement"):
        signing.add_argument(name, type=Path)
    signing.add_argument("--days", type=int, default=_DAYS)
    options = parser.parse_args(arguments)
    try:
        if options.command == "make-key":
            told = f"The public key is\n{make_key(options.key)}"
        else:
            told = sign(options.key, options.release, options.announcement, options.days)
    except (OSError, ValueError, KeyError, TypeError, ClockReportsError) as error:
        sys.stderr.write(f"Not done: {error}\n")
        return 1
    sys.stdout.write(f"{told}\n")
    return 0


def make_key(path: Path) -> str:
    """Write a new private key into a file that is not there yet, under a pass phrase; return its public half."""
    phrase = getpass.getpass("Pass phrase for the new key (empty: none): ").encode()
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(phrase) if phrase else serialization.NoEncryption(),
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    return _public(key)


def sign(key_path: Path, release_path: Path, announcement_path: Path, days: int = _DAYS) -> str:
    """Write the signed announcement of a release, and return what to know about it; raises `ValueError`."""
    key = _read_key(key_path)
    now = datetime.now(UTC).replace(microsecond=0)
    release = json.loads(release_path.read_text(encoding="utf-8"))
    expires = (now + timedelta(days=days)).date().isoformat()
    notice = json.dumps({"program": PROGRAM, **release, "issued": now.isoformat(), "expires": expires})
    signature = base64.b64encode(key.sign(notice.encode())).decode()
    announcement = json.dumps({"notice": notice, "signature": signature})
    announced = read_announcement(announcement.encode(), _public(key), is_signed)  # what nobody could read is no use
    announcement_path.write_text(f"{announcement}\n", encoding="utf-8", newline="\n")
    ours = _public(key) == PUBLIC_KEY
    warning = "" if ours else "\nBut this is not the key of clockreports/updates/release_site.py: no program trusts it."
    return f"Announced: version {announced.version}, until {announced.expires:%d/%m/%Y}.{warning}"


def _read_key(path: Path) -> Ed25519PrivateKey:
    text = path.read_bytes()
    encrypted = b"ENCRYPTED" in text.partition(b"\n")[0]
    phrase = getpass.getpass("Pass phrase of the key: ").encode() if encrypted else None
    key = serialization.load_pem_private_key(text, phrase)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key.")
    return key


def _public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes(*_RAW)).decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
