"""The generic contract for replies: one signed POST to the source's address, and one signed GET of the same address to
ask whether a reply is there (docs/webhooks.md)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import aiohttp
from standardwebhooks.webhooks import Webhook

from bot.domain.reply import Delivery, Found, OutgoingReply
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
            # It has accepted the reply, whatever its answer looks like.
            return Delivery("sent", external_id=_text((await _json_in(answer)).get("id")))
        if status == 409:
            return Delivery("moved_on", detail="409")
        if status == 429:
            return Delivery("rate_limited", detail="429", retry_after=_pause(answer.headers.get("Retry-After")))
        if status in _MOVED or 400 <= status < 500:
            return Delivery("refused", detail=f"the helpdesk answered {status}")
        return self._unclear(f"the helpdesk answered {status}")

    async def find(self, reply: OutgoingReply, since: datetime) -> Found:
        """One look. 200 with an id: it arrived; 404 that names the reply: it is not there; anything else: unknown.

        A bare 404 is what an address gives that nothing listens to. A GET has no body to be signed, and libraries want
        JSON: the signature is that of the question as JSON.
        """
        name = str(reply.reply_id)
        question = json.dumps({"reply_id": name}, separators=(",", ":"))
        try:
            async with self._session.get(
                self._url,
                params={"ticket_id": reply.conversation, "reply_id": name},
                headers=self._headers(f"find-{name}", self._now(), question),
                allow_redirects=False,
                timeout=self._time_out,
            ) as answer:
                return await self._found(answer, reply)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return Found("unknown", detail=type(error).__name__)

    async def _found(self, answer: aiohttp.ClientResponse, reply: OutgoingReply) -> Found:
        told = await _json_in(answer)
        if answer.status == 200 and (known := _text(told.get("id"))):
            return Found("arrived", external_id=known)
        if answer.status == 404 and _text(told.get("reply_id")) == str(reply.reply_id):
            return Found("missing")
        pause = _pause(answer.headers.get("Retry-After")) if answer.status == 429 else 0.0
        return Found("unknown", detail=f"the helpdesk answered {answer.status}", retry_after=pause)

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


async def _json_in(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    """The object in an answer; an empty one where there is none, whatever else it holds."""
    try:
        found = json.loads(await answer.content.read(_LONGEST_ANSWER))
    except (ValueError, RecursionError, aiohttp.ClientError, TimeoutError, OSError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(given: Any) -> str:
    """An id as text; empty for what is none."""
    known = isinstance(given, str | int) and not isinstance(given, bool)
    return str(given)[:200] if known else ""


def _pause(given: str | None) -> float:
    try:
        seconds = float(given or _PAUSE)
    except ValueError:
        return _PAUSE
    return min(max(seconds, 1.0), _LONGEST_PAUSE) if seconds == seconds else _PAUSE
