"""How a delivery proves whose it is: each helpdesk's own signature over the raw body, or a secret that it carries."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from bot.domain.delivered import Delivered

#: A signed time may be so far off, either way.
_TOLERANCE: Final = timedelta(minutes=5)


def same(given: str, expected: str) -> bool:
    """Compared in constant time, and as bytes: headers may hold anything."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode("utf-8", "surrogateescape"))


def carried(call: Delivered, token: str | None) -> bool:
    """Whether a delivery carries the source's token: behind its name in the path, or as a bearer token."""
    if not token:
        return False
    scheme, _, given = call.headers.get("Authorization", "").partition(" ")
    in_header = same(given.strip(), token)
    return same(call.secret, token) or (scheme.lower() == "bearer" and in_header)


def hub_signed(call: Delivered, secret: str | None) -> bool:
    """Whether `X-Hub-Signature` holds the HMAC-SHA1 of the raw body. No time is signed: what is sent once more later is
    known by its ids."""
    if secret is None:
        return False
    return same(call.headers.get("X-Hub-Signature", ""), "sha1=" + digest(secret, call.body, "sha1").hex())


def digest(secret: str, signed: bytes, algorithm: Literal["sha1", "sha256", "sha512"]) -> bytes:
    return hmac.new(secret.encode(), signed, getattr(hashlib, algorithm)).digest()


def in_base64(made: bytes) -> str:
    return base64.b64encode(made).decode()


def in_time(signed: datetime | None, now: datetime | None) -> bool:
    """Whether a signed time is now, give or take five minutes."""
    return signed is not None and abs((now or datetime.now(UTC)) - signed) <= _TOLERANCE
