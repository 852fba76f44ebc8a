"""The key behind a webhook's secret."""

import base64
import binascii
from typing import Final

#: Standard Webhooks asks for 24 to 64 bytes; fewer than 16 can be guessed.
SHORTEST: Final = 16


def key_of(secret: str) -> bytes:
    """The bytes that sign: of `whsec_…` the base64 behind the prefix, of anything else the text as it stands.

    The prefix alone decides, since many a plain text happens to be valid base64 too
    (github.com/standard-webhooks/standard-webhooks, "Signature scheme"). Raises ValueError, with the reason, for a
    secret that is too short or no base64.
    """
    encoded = secret.removeprefix("whsec_")
    if encoded == secret:
        key = secret.encode()
    else:
        try:
            key = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("what stands behind whsec_ is not base64") from None
    if len(key) < SHORTEST:
        raise ValueError(f"it has {len(key)} bytes, and at least {SHORTEST} are needed")
    return key
