"""Where the product's releases are announced, and the key whose signature makes an announcement true.

`python -m installer.sign_update` makes such a key and signs with it; docs/updates.md tells how. An administrator may
name another address by policy; nobody can name another key.
"""

from typing import Final

ADDRESS: Final = ""
"""Where the newest announcement lies; "" as long as the product has no home of its own on the network."""

PUBLIC_KEY: Final = "eRZXbblFCJOvVduuBMHgYUXipSouFtJ+izg5/6hESy0="
"""Ed25519, as base64."""
