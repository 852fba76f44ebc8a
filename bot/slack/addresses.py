"""Where requests may go: to what was set, and nowhere that an answer or a customer names."""

from types import SimpleNamespace
from typing import Final
from urllib.parse import urlsplit

import aiohttp

_PROXY_FREE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine: a proxy from the environment does not lead back to it."""
    return urlsplit(url).hostname in _PROXY_FREE


def answers_begin_with(base_url: str) -> tuple[str, ...]:
    """How every `response_url` begins, given the address of the Web API.

    Slack's stand on `hooks.` of the same domain (docs.slack.dev, "Handling user interaction"); a sandbox's on its own
    host. They come in payloads, so any other address is somebody's wish. Compared as text up to the slash behind the
    host, so that no two readers of addresses can differ about it.
    """
    scheme, host = urlsplit(base_url)[:2]
    return (f"{scheme}://{host}/",) if is_loopback(base_url) else (f"{scheme}://hooks.{host}/", f"{scheme}://{host}/")


def uploads_begin_with(base_url: str) -> tuple[str, ...]:
    """How every address begins to which the bytes of a file may go, given the address of the Web API.

    Slack's stand on `files.` of the same domain (docs.slack.dev, "Working with files"); a sandbox's on its own host.
    """
    scheme, host = urlsplit(base_url)[:2]
    return (f"{scheme}://{host}/",) if is_loopback(base_url) else (f"{scheme}://files.{host}/",)


def staying() -> aiohttp.TraceConfig:
    """Lets a session follow no redirect, also where a library asks for it: it would carry token and text elsewhere."""
    trace = aiohttp.TraceConfig()
    trace.on_request_redirect.append(_refused)
    return trace


async def _refused(
    _session: aiohttp.ClientSession, _context: SimpleNamespace, told: aiohttp.TraceRequestRedirectParams
) -> None:
    told.response.close()
    raise aiohttp.TooManyRedirects(told.response.request_info, (told.response,))
