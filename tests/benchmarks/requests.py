"""What Slack and a helpdesk send, signed."""

import hashlib
import hmac
import json
import time
from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

from standardwebhooks.webhooks import Webhook

from bot.cli import shop
from bot.domain.webhook_key import key_of
from bot.slack import actions
from tests.benchmarks.load import post

SIGNING_SECRET: Final = "a signing secret for benchmarks"
HOOK_SECRET: Final = f"whsec_{b64encode(b'a key for benchmarks, 32 bytes..').decode()}"
TEAM: Final = "T0BENCH"


def click(
    path: str,
    ticket_id: int,
    user: str,
    *,
    card: tuple[str, str] = ("", ""),
    response_url: str = "",
    action: tuple[str, str] | None = None,
) -> bytes:
    """**Claim**, or the button `action` (id, value), pressed on a ticket's card, which stands at `card` (channel, ts).
    Valid for five minutes."""
    channel, ts = card
    action_id, value = action or (actions.CLAIM, actions.value(ticket_id))
    payload = {
        "type": "block_actions",
        "user": {"id": user, "username": user, "name": user, "team_id": TEAM},
        "api_app_id": "A0BENCH",
        "token": "-",
        "container": {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
        "trigger_id": f"{ticket_id}.0.{user}",
        "team": {"id": TEAM, "domain": "bench"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel, "name": "support"},
        "message": {"type": "message", "ts": ts, "text": f"T-{ticket_id}", "bot_id": "B0BENCH"},
        "response_url": response_url,
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "actions",
                "value": value,
                "action_ts": "1.0",
            }
        ],
    }
    body = urlencode({"payload": json.dumps(payload)}).encode()
    at = str(int(time.time()))
    signed = hmac.new(SIGNING_SECRET.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return post(
        path,
        body,
        {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={signed}",
        },
    )


@cache
def ordinary() -> tuple[shop.Request, ...]:
    """The shop's ordinary requests: those that a support lead would expect a suggestion for."""
    return tuple(request for request in shop.requests() if request.expect == "suggest")


def webhook_body(number: int, name: str) -> dict[str, Any]:
    """A `ticket.created` by a customer of its own; `name` and `number` tell it from all others."""
    written = ordinary()[number % len(ordinary())]
    return {
        "type": "ticket.created",
        "timestamp": "2026-11-23T08:00:00Z",
        "data": {
            "id": f"{name}-c-{number}",
            "message_id": f"{name}-m-{number}",
            "subject": written.subject,
            "body": written.body,
            "channel": written.via,
            "language": written.language,
            "customer": {"id": f"{name}-k-{number}", "name": "Jo Doe", "email": f"{name}-{number}@mail.example"},
        },
    }


def webhook(path: str, number: int, name: str) -> bytes:
    """The same, signed as Standard Webhooks asks for. Valid for five minutes."""
    body = json.dumps(webhook_body(number, name)).encode()
    event, at = f"{name}-e-{number}", datetime.now(UTC)
    return post(
        path,
        body,
        {
            "Content-Type": "application/json",
            "webhook-id": event,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(key_of(HOOK_SECRET)).sign(event, at, body.decode()),
        },
    )
