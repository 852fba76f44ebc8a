"""A model behind OpenAI's Responses API, or behind any address that speaks it (Azure, vLLM, Ollama).

The SDK retries nothing: whoever asks has the built-in assistant to go on with, and the outbox to try again. Facts on
its errors and answers: openai 3.54, and platform.openai.com/docs/api-reference/responses.
"""

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from bot.domain.outside import Came

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI
    from openai.types.responses import Response

#: Servers of one's own ask for no key, and the SDK for any.
_NO_KEY: Final = "none"
#: What the SDK's own connections would load at the first one, on the event loop.
_LATE: Final = "anyio._backends._asyncio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came back: the text of an answer, or `came` with the seconds that were asked for before the next try."""

    came: Came
    text: str = ""
    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None
    retry_after: float | None = None


class Model:
    """One address and its key. Safe to share within an event loop."""

    def __init__(self, *, key: str = "", base_url: str = "") -> None:
        """Without a `base_url` OpenAI's own is meant, and then a key is needed."""
        self._key, self._base_url = key, base_url
        self._client: AsyncOpenAI | None = None
        self._loading = threading.Lock()

    @property
    def usable(self) -> bool:
        """Whether there is somebody to ask at all."""
        return bool(self._key or self._base_url)

    async def load(self) -> None:
        """Load the SDK, in a thread: it takes a second or two. Safe to call twice; the second does nothing."""
        await asyncio.to_thread(self._loaded)

    async def ask(self, body: Mapping[str, Any], seconds: float) -> Got:
        """Send one request and wait so long for its answer. Never raises for what the other side does."""
        client = await asyncio.to_thread(self._loaded)
        import openai

        try:
            async with asyncio.timeout(seconds):
                return _read(await client.responses.create(**body))
        except (TimeoutError, openai.APITimeoutError):
            return Got(came=Came.TIMED_OUT)
        except openai.APIStatusError as error:
            return Got(came=_came_of(error), retry_after=_retry_after(error))
        except openai.APIConnectionError:
            return Got(came=Came.UNREACHABLE)
        # No JSON, or of another form than any response: the SDK hands on what it gets, a page of a proxy's among it.
        except (openai.OpenAIError, ValueError, TypeError, AttributeError):
            return Got(came=Came.BAD_JSON)

    async def close(self) -> None:
        """Close its connections. Safe to call twice."""
        if self._client is not None:
            await self._client.close()

    def _loaded(self) -> "AsyncOpenAI":
        with self._loading:
            if self._client is None:
                with _gently():
                    self._client = self._connected()
            return self._client

    def _connected(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient
        from openai.types.responses import Response

        for name in ("openai", "httpx2", "httpcore2"):
            logging.getLogger(name).setLevel(logging.WARNING)  # what they say at DEBUG holds the request
        client = AsyncOpenAI(
            api_key=self._key or _NO_KEY,
            base_url=self._base_url or None,
            max_retries=0,
            http_client=DefaultAsyncHttpxClient(follow_redirects=False),
        )
        _ = client.responses
        _ = Response.construct(object="response", output=[])
        import_module(_LATE)
        return client


@contextmanager
def _gently() -> Iterator[None]:
    """Load without holding up the event loop: this thread lets others in every millisecond, and the garbage collector,
    which looks through all that there is and stops everybody for a tenth of a second and more, waits, and leaves alone
    what was loaded."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.001)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(before)


def _read(response: "Response") -> Got:
    usage = getattr(response, "usage", None)  # compatible servers leave out what they do not count
    details = getattr(usage, "input_tokens_details", None)
    got = Got(
        came=Came.ANSWERED,
        text=response.output_text,
        input_tokens=_count(usage, "input_tokens"),
        cached_tokens=_count(details, "cached_tokens"),
        output_tokens=_count(usage, "output_tokens"),
    )
    parts = [part for item in response.output or () if item.type == "message" for part in item.content]
    if any(part.type == "refusal" for part in parts):
        return replace(got, came=Came.REFUSED)
    if response.status == "incomplete":
        reason = getattr(response.incomplete_details, "reason", None)
        return replace(got, came=Came.REFUSED if reason == "content_filter" else Came.CUT_OFF)
    return got if response.status in (None, "completed") else replace(got, came=Came.FAULT)


def _count(told: object, name: str) -> int | None:
    found = getattr(told, name, None)
    return found if isinstance(found, int) and found >= 0 else None


def _came_of(error: "APIStatusError") -> Came:
    if error.status_code == 429:
        return Came.QUOTA if error.code == "insufficient_quota" else Came.BUSY
    if error.status_code in (408, 504):
        return Came.TIMED_OUT
    return Came.FAULT if error.status_code >= 500 else Came.REJECTED


def _retry_after(error: "APIStatusError") -> float | None:
    told = error.response.headers.get("retry-after", "")
    return float(told) if told.isdecimal() else None
