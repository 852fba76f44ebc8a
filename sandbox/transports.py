"""How payloads get to the app: what a way has to offer, and signed HTTP requests. The other way is `sandbox.sockets`.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.parse
from typing import Literal, Protocol

import aiohttp

from sandbox.values import Json

Kind = Literal["events_api", "interactive", "slash_commands"]


class NotAcknowledged(Exception):
    """No acknowledgement in time. `reason` is one of Slack's retry reasons; `final` when the app asks for no retry."""

    def __init__(self, reason: str, *, status: int | None = None, final: bool = False) -> None:
        super().__init__(reason if status is None else f"{reason} {status}")
        self.reason = reason
        self.final = final


class Transport(Protocol):
    """Carries one payload to the app."""

    async def deliver(self, kind: Kind, payload: Json, attempt: int, reason: str) -> Json | None:
        """Return what the app put into its acknowledgement. Raises `NotAcknowledged`."""


def sign(secret: str, timestamp: str, body: str) -> str:
    """Return Slack's `v0` signature of a request body."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Http:
    """Posts to the app's request URL as Slack does: forms for people's actions, JSON for events."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str, timeout: float) -> None:
        self._session = session
        self._url = url
        self._secret = secret
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def deliver(self, kind: Kind, payload: Json, attempt: int, reason: str) -> Json | None:
        body, content_type = _encoded(kind, payload)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self._session.post(
                self._url, data=body.encode(), headers=headers, timeout=self._timeout, max_redirects=2
            ) as response:
                text = await response.text()
                if not 200 <= response.status < 300:
                    final = response.headers.get("X-Slack-No-Retry") == "1"
                    raise NotAcknowledged("http_error", status=response.status, final=final)
                return _answer(text)
        except TimeoutError:
            raise NotAcknowledged("http_timeout") from None
        except aiohttp.TooManyRedirects:
            raise NotAcknowledged("too_many_redirects") from None
        except aiohttp.ClientError:
            raise NotAcknowledged("connection_failed") from None


def _encoded(kind: Kind, payload: Json) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    return urllib.parse.urlencode(fields), "application/x-www-form-urlencoded"


def _answer(text: str) -> Json | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text} if text.strip() else None
    return answer if isinstance(answer, dict) else None
