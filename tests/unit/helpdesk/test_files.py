"""Attached files over real HTTP: only from named addresses, never too much, never too long, no token for others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.file import Fetched, FileNotFetched, NotFetched
from bot.helpdesk.files import AttachedFiles
from bot.slack.gateway import open_session


class Home:
    """A helpdesk's files; keeps what it was asked for, and with which token."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.leads_to: dict[str, str] = {}
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.raw_path, request.headers.get("Authorization", "")))
        name = request.path.rpartition("/")[2]
        if name in self.leads_to:
            return web.Response(status=302, headers={"Location": self.leads_to[name]})
        if name.isdigit():
            return web.Response(status=int(name))
        if name == "slow":
            await asyncio.sleep(5)
        if name in ("endless", "large"):
            answer = web.StreamResponse()
            if name == "large":
                answer.content_length = 1_000_000
            await answer.prepare(request)
            for _ in range(1000):
                await answer.write(b"x" * 1000)
            return answer
        return web.Response(body=b"" if name == "empty" else b"%PDF-1.7 x", content_type="application/pdf")


@pytest.fixture
async def homes() -> AsyncIterator[tuple[Home, Home]]:
    """Two hosts, of which the desk file names one, or both."""
    async with AsyncExitStack() as closing:
        found = []
        for _ in range(2):
            home, app = Home(), web.Application()
            app.router.add_get("/{rest:.*}", home.handle)
            server = await closing.enter_async_context(TestServer(app))
            home.url = str(server.make_url("/files/"))
            found.append(home)
        yield found[0], found[1]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with open_session() as opened:
        yield opened


async def test_it_comes_as_it_is_with_the_token(homes: tuple[Home, Home], session: aiohttp.ClientSession) -> None:
    home, _ = homes
    found = await AttachedFiles((home.url,), session, token="t0").fetch(f"{home.url}1/a%20b.pdf?k=a%2Fb#x")
    assert found == Fetched(b"%PDF-1.7 x", "application/pdf")
    assert home.asked == [("/files/1/a%20b.pdf?k=a%2Fb", "Bearer t0")]


async def test_no_other_host_is_ever_called(homes: tuple[Home, Home], session: aiohttp.ClientSession) -> None:
    home, other = homes
    files = AttachedFiles((home.url,), session, token="t0")
    home.leads_to = {"away": f"{other.url}a.pdf", "up": "../private/a.pdf", "nowhere": "", "odd": "file:///etc/passwd"}
    for url in (f"{other.url}a.pdf", f"{home.url}../a.pdf", *(f"{home.url}{name}" for name in home.leads_to if name)):
        with pytest.raises(FileNotFetched) as failed:
            await files.fetch(url)
        assert failed.value.why is NotFetched.ELSEWHERE
    assert other.asked == []
    assert {path for path, _ in home.asked} == {f"/files/{name}" for name in home.leads_to}


async def test_it_may_lead_on_to_another_named_host_and_the_token_stays_behind(
    homes: tuple[Home, Home], session: aiohttp.ClientSession
) -> None:
    home, other = homes
    home.leads_to = {"a": "b", "b": f"{other.url}c.pdf"}
    found = await AttachedFiles((home.url, other.url), session, token="t0").fetch(f"{home.url}a")
    assert found.content == b"%PDF-1.7 x"
    assert home.asked == [("/files/a", "Bearer t0"), ("/files/b", "Bearer t0")]
    assert other.asked == [("/files/c.pdf", "")]


async def test_a_ring_of_addresses_ends(homes: tuple[Home, Home], session: aiohttp.ClientSession) -> None:
    home, _ = homes
    home.leads_to = {"a": "b", "b": "a"}
    with pytest.raises(FileNotFetched) as failed:
        await AttachedFiles((home.url,), session).fetch(f"{home.url}a")
    assert failed.value.why is NotFetched.ELSEWHERE
    assert len(home.asked) == 4


@pytest.mark.parametrize(
    ("name", "why", "again"),
    [
        ("404", NotFetched.GONE, False),
        ("410", NotFetched.GONE, False),
        ("403", NotFetched.FORBIDDEN, False),
        ("401", NotFetched.FORBIDDEN, False),
        ("500", NotFetched.UNREACHABLE, True),
        ("429", NotFetched.UNREACHABLE, True),
        ("204", NotFetched.UNREACHABLE, False),
        ("empty", NotFetched.EMPTY, False),
        ("endless", NotFetched.TOO_LARGE, False),
        ("large", NotFetched.TOO_LARGE, False),
        ("slow", NotFetched.TIME_OUT, False),
    ],
)
async def test_whatever_goes_wrong_has_a_reason(
    homes: tuple[Home, Home], session: aiohttp.ClientSession, name: str, why: NotFetched, again: bool
) -> None:
    home, _ = homes
    with pytest.raises(FileNotFetched) as failed:
        await AttachedFiles((home.url,), session, seconds=0.5, largest=5000).fetch(f"{home.url}{name}")
    assert (failed.value.why, failed.value.again) == (why, again)


async def test_where_nobody_listens_it_may_be_tried_again(session: aiohttp.ClientSession) -> None:
    nobody = "http://127.0.0.1:9/files/"
    with pytest.raises(FileNotFetched) as failed:
        await AttachedFiles((nobody,), session).fetch(f"{nobody}a")
    assert (failed.value.why, failed.value.again) == (NotFetched.UNREACHABLE, True)
