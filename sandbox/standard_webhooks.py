"""Signatures as Standard Webhooks says: https://github.com/standard-webhooks/standard-webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping

TOLERANCE = 300


def signature(secret: str, webhook_id: str, timestamp: int, body: str) -> dict[str, str]:
    """Return the three headers of Standard Webhooks for a body."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"{webhook_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


def is_signed(secret: str, headers: Mapping[str, str], raw: bytes) -> bool:
    """Whether one of the signatures in the headers fits the body and is not older than five minutes."""
    try:
        timestamp = int(headers.get("webhook-timestamp", ""))
        expected = signature(secret, headers.get("webhook-id", ""), timestamp, raw.decode())["webhook-signature"]
    except ValueError:
        return False
    given = headers.get("webhook-signature", "").split(" ")
    return abs(time.time() - timestamp) <= TOLERANCE and any(hmac.compare_digest(expected, one) for one in given)
