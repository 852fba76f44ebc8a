"""The generic contract for replies: one signed POST to the source's address (docs/webhooks.md)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import aiohttp
from standardwebhooks.webhooks import Webhook

from bot.domain.reply import Delivery, OutgoingReply
from bot.domain.webhook_key import key_of

#: Seconds for the whole exchange; below the worker's 20 seconds for an effect.
TIME_OUT: Final = 15.0
_CONNECT: Final = 5.0
#: Seconds to wait where a 429 does not say.
_PAUSE: Final = 30.0
_LONGEST_PAUSE: Final = 3600.0
_LONGEST_ANSWER: Final = 65_536
#: To be sent elsewhere. It is not: that could carry a customer's text to an address that nobody has set.
_MOVED: Final = frozenset({301, 307, 308})


def real_now() -> datetime:
    return datetime.now(UTC)


class ReplyUrl:
    """Sends to one address, without any retry of its own.

    Signed with `secret` as Standard Webhooks says, else with `token` as a bearer token. `idempotent` says that the
    other side knows `reply_id`, so that what was written without a clear answer may be sent again.
    """

    def __init__(
        self,
        url: str,
        session: aiohttp.ClientSession,
        *,
        secret: str | None = None,
        token: str | None = None,
        idempotent: bool = False,
        now: Callable[[], datetime] = real_now,
        seconds: float = TIME_OUT,
    ) -> None:
        self._url = url
        self._session = session
        self._secret = secret
        self._token = token
        self._idempotent = idempotent
        self._now = now
        self._time_out = aiohttp.ClientTimeout(total=seconds, connect=min(_CONNECT, seconds))

    async def send(self, reply: OutgoingReply) -> Delivery:
        """One attempt. 2xx: sent; 409: the conversation moved on; 429: later; other 4xx: refused; never connected:
        nothing left; anything else after the connection stood: unsure, or to be repeated where that is safe."""
        at = self._now()
        text = json.dumps(body(reply, at), ensure_ascii=False)
        try:
            async with self._session.post(
                self._url,
                data=text.encode(),
                headers=self._headers(f"reply-{reply.reply_id}", at, text),
                allow_redirects=False,
                timeout=self._time_out,
            ) as answer:
                return await self._read(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return Delivery("not_connected", detail=type(error).__name__)
        except aiohttp.InvalidURL:
            return Delivery("refused", detail="REPLY_URL is no address")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return self._unclear(type(error).__name__)

    async def _read(self, answer: aiohttp.ClientResponse) -> Delivery:
        status = answer.status
        if 200 <= status < 300:
            return Delivery("sent", external_id=await _id_in(answer))
        if status == 409:
            return Delivery("moved_on", detail="409")
        if status == 429:
            return Delivery("rate_limited", detail="429", retry_after=_pause(answer.headers.get("Retry-After")))
        if status in _MOVED or 400 <= status < 500:
            return Delivery("refused", detail=f"the helpdesk answered {status}")
        return self._unclear(f"the helpdesk answered {status}")

    def _unclear(self, detail: str) -> Delivery:
        return Delivery("repeat" if self._idempotent else "unsure", detail=detail)

    def _headers(self, name: str, at: datetime, text: str) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json",
            # A kept connection that the other side has closed meanwhile could not be told from a lost answer.
            "Connection": "close",
            "webhook-id": name,
            "webhook-timestamp": str(int(at.timestamp())),
        }
        if self._secret is not None:
            headers["webhook-signature"] = Webhook(key_of(self._secret)).sign(name, at, text)
        elif self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        return headers


def body(reply: OutgoingReply, at: datetime) -> dict[str, Any]:
    """The POST's JSON."""
    return {
        "type": "reply.created",
        "timestamp": at.isoformat(),
        "data": {
            "ticket_id": reply.conversation,
            "reply_id": str(reply.reply_id),
            "body": reply.body,
            "language": reply.language,
            "author": {"name": reply.author_name, "email": reply.author_email},
            "approved_by": list(reply.approved_by),
            "in_reply_to": reply.in_reply_to,
            "expect_last_message": reply.expect_last_message,
            "disclosure": reply.disclosed,
        },
    }


async def _id_in(answer: aiohttp.ClientResponse) -> str:
    """The id that the helpdesk gave the message. It has accepted the reply, whatever its answer looks like."""
    try:
        found = json.loads(await answer.content.read(_LONGEST_ANSWER))
    except (ValueError, RecursionError, aiohttp.ClientError, TimeoutError, OSError):
        return ""
    given = found.get("id") if isinstance(found, dict) else None
    known = isinstance(given, str | int) and not isinstance(given, bool)
    return str(given)[:200] if known else ""


def _pause(given: str | None) -> float:
    try:
        seconds = float(given or _PAUSE)
    except ValueError:
        return _PAUSE
    return min(max(seconds, 1.0), _LONGEST_PAUSE) if seconds == seconds else _PAUSE
