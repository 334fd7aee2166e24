"""Ed25519 signatures, checked with `cryptography`. Importing this module takes a while: do it on first use."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(public_key: str, signature: bytes, content: bytes) -> bool:
    """Whether a signature over bytes was made with the private half of a public key (base64)."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True)).verify(signature, content)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
