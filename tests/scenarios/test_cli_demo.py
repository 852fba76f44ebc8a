"""`make demo` from outside: a page, cards on it, and an end within three seconds."""

import asyncio
import contextlib
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest

from bot.cli.local import opened
from bot.domain.errors import DeskhandError
from sandbox import Sandbox
from sandbox.pictures import photo

# Processes are started, on a machine that may be busy.
pytestmark = pytest.mark.timeout(150)

ROOT = Path(__file__).parents[2]
SHUT_DOWN = 15.0  # it takes a second; a machine that stands still, more


@contextlib.asynccontextmanager
async def demo(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A running demo and the address of its page."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", *options,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        page = None
        while page is None:
            line = (await process.stdout.readline()).decode()
            assert line, (await process.communicate())[1].decode()
            page = re.search(r"http://127\.0\.0\.1:\d+/", line)
        yield process, page.group()
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def state(session: aiohttp.ClientSession, page: str, who: str = "") -> dict[str, Any]:
    """What the page shows, to somebody."""
    async with session.get(f"{page}_/state", params={"user": who}) as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def message_with(session: aiohttp.ClientSession, page: str, who: str, action: str, words: str) -> dict[str, Any]:
    """The message of #support-returns that has this button and these words, as somebody sees it."""
    async with asyncio.timeout(50), session.ws_connect(f"{page}_/events?user={who}") as changes:
        while True:
            seen = await state(session, page, who)
            place = next(found["id"] for found in seen["channels"] if found["name"] == "support-returns")
            for message in seen["messages"][place]:
                if f"'{action}'" in str(message["blocks"]) and words in str(message["blocks"]):
                    return cast("dict[str, Any]", message)
            await changes.receive()


async def click(session: aiohttp.ClientSession, page: str, who: str, message: dict[str, Any], action: str) -> None:
    asked = {"user": who, "channel": message["channel"], "ts": message["ts"], "action_id": action}
    async with session.post(f"{page}_/click", json=asked) as answer:
        assert await answer.json() == {"ok": True}


def texts(seen: dict[str, Any], channel: str) -> list[str]:
    place = next(found["id"] for found in seen["channels"] if found["name"] == channel)
    return [message["text"] for message in seen["messages"][place]]


async def until_over(session: aiohttp.ClientSession, page: str) -> dict[str, Any]:
    """The state of the page once all three requests are worked and the first has its card; it is looked at again
    whenever the page is told of a change.
    """
    async with asyncio.timeout(50), session.ws_connect(f"{page}_/events") as changes:
        while True:
            seen = await state(session, page)
            title = (seen["summary"] or {}).get("title")
            if title == "The day so far: 3 of 3 requests" and any(
                "T-1001" in text for text in texts(seen, "support-orders")
            ):
                return seen
            await changes.receive()


async def test_cards_come_to_the_page_and_ctrl_c_ends_it() -> None:
    options = ("--speed", "600", "--day-of", "3", "--no-limits")
    async with demo(*options) as (process, page), aiohttp.ClientSession() as http:
        seen = await until_over(http, page)

        assert seen["summary"]["lines"][0] == "3 of 3 requests went as a support lead would expect."
        assert {customer["id"] for customer in seen["customers"] if customer["conversations"]} == {"c-7", "c-1", "c-41"}
        assert {command["command"] for command in seen["commands"]} == {"/queue", "/ticket", "/digest", "/desk"}

        jump = {"speed": 0, "set": "2026-11-25T08:29:00+01:00"}
        async with http.post(f"{page}_/clock", json=jump) as answer:
            assert (await answer.json())["ok"]
        assert (await state(http, page))["clock"]["now"] == "2026-11-25T08:29:00+01:00"

        asked = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        said = await process.stdout.readuntil(b"The demo has ended.")
        assert b"It is Tuesday, 08:00 in the shop" in said
        assert time.monotonic() - asked < SHUT_DOWN
        _, err = await process.communicate()
        assert process.returncode == 0
        assert b"Task was destroyed" not in err


async def photo_of(session: aiohttp.ClientSession, page: str, who: str) -> tuple[dict[str, Any], bytes]:
    """The first file that somebody finds in their direct messages, with its content."""
    async with asyncio.timeout(50), session.ws_connect(f"{page}_/events?user={who}") as changes:
        while True:
            seen = await state(session, page, who)
            files = [one for dm in seen["dms"] for message in seen["messages"][dm["id"]] for one in message["files"]]
            if files:
                break
            await changes.receive()
    async with session.get(f"{page}_/files/{files[0]['id']}") as answer:
        assert answer.content_type == "image/png"
        return files[0], await answer.read()


async def test_get_file_brings_a_customers_photo() -> None:
    async with demo("--speed", "1200", "--day-of", "10", "--no-limits") as (_, page), aiohttp.ClientSession() as http:
        who = next(user["id"] for user in (await state(http, page))["users"] if user["name"] == "ana")
        card = await message_with(http, page, who, "claim", "Broken pot")
        await click(http, page, who, card, "claim")
        line = await message_with(http, page, who, "get_file", "broken-pot.png (image/png, ")
        await click(http, page, who, line, "get_file")
        found, content = await photo_of(http, page, who)
    assert found["name"] == "broken-pot.png"
    assert content == photo("broken-pot.png")
    assert found["size"] == len(content)


async def test_a_taken_port_is_one_sentence() -> None:
    async with Sandbox("Other") as other:
        port = int(other.url.rpartition(":")[2])
        with pytest.raises(DeskhandError) as refused:
            async with opened(Sandbox("Shop"), port):
                pass

    assert str(refused.value) == (
        f"Port {port} on 127.0.0.1 is taken by another program: stop that one, or choose another one with --port."
    )
