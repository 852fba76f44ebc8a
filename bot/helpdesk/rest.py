"""One request to a helpdesk's own interface: what it answered, or whether it can have been taken at all."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
from yarl import URL

#: Seconds for one exchange; a reply may need two, and the worker gives an effect 20.
TIME_OUT: Final = 9.0
_CONNECT: Final = 4.0
#: Seconds to wait where a 429 does not say.
_PAUSE: Final = 30.0
_LONGEST_PAUSE: Final = 3600.0
#: Bytes of an answer that are read: a whole conversation has room, and nobody fills our memory.
_LONGEST_ANSWER: Final = 8 * 1024 * 1024


class NotConnected(Exception):
    """Nothing left this machine."""


class Unclear(Exception):
    """It was written, and no answer came: it may have been taken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is what the JSON says; None where there is none, or it cannot be read."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def pause(self) -> float:
        """Seconds until it may be asked again."""
        return pause(self.headers.get("Retry-After") or self.headers.get("X-RateLimit-Retry-After"))


class Rest:
    """Calls one address, with the same headers each time, and follows no redirect: that could carry a customer's text,
    and our token, to where nobody has sent them."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        address: str,
        headers: Mapping[str, str],
        *,
        seconds: float = TIME_OUT,
    ) -> None:
        self._session = session
        self._address = address.rstrip("/")
        self._headers = headers
        self._time_out = aiohttp.ClientTimeout(total=seconds, connect=min(_CONNECT, seconds))

    async def call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One exchange. `path` begins with a slash and is quoted already. Raises `NotConnected` or `Unclear`."""
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        # A kept connection that the other side has closed meanwhile could not be told from a lost answer.
        kept = {"Accept": "application/json", "Connection": "close", **self._headers, **(headers or {})}
        if sent is not None:
            kept["Content-Type"] = "application/json"
        try:
            async with self._session.request(
                method,
                URL(self._address + path, encoded=True),
                data=sent,
                params=params,
                headers=kept,
                allow_redirects=False,
                timeout=self._time_out,
                middlewares=(_once,),
            ) as answer:
                return Answer(answer.status, await _json(answer), answer.headers.copy())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnected(type(error).__name__) from None
        except aiohttp.InvalidURL:
            raise NotConnected("its address cannot be called") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unclear(type(error).__name__) from None


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """A dropped line is ours to judge: aiohttp itself sends a PUT again, and the customer would have two replies."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise Unclear(type(error).__name__) from None


async def _json(answer: aiohttp.ClientResponse) -> Any:
    """A 2xx whose body breaks off has been taken all the same, so that no reading may fail."""
    try:
        content = bytearray()
        async for piece in answer.content.iter_chunked(65_536):
            content += piece
            if len(content) > _LONGEST_ANSWER:
                return None
        return json.loads(bytes(content))
    except (ValueError, RecursionError, aiohttp.ClientError, TimeoutError, OSError):
        return None


def pause(given: str | None) -> float:
    """Seconds of a `Retry-After`, within reason."""
    try:
        seconds = float(given or _PAUSE)
    except ValueError:
        return _PAUSE
    return min(max(seconds, 1.0), _LONGEST_PAUSE) if seconds == seconds else _PAUSE


def word(given: Any) -> str:
    """An id as text; empty for what is none."""
    known = isinstance(given, str | int) and not isinstance(given, bool)
    return str(given)[:200] if known else ""
