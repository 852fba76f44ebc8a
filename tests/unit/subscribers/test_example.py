"""The receiver of docs/events.md takes what is sent, as it stands there."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE

from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from bot.domain.events import Taken
from bot.subscribers import EventUrl
from tests.fakes.receiver import SECRET
from tests.house.pages import DOCS, blocks
from tests.unit.subscribers.test_event_url import EVENT


async def test_it_takes_each_event_once_and_nothing_forged() -> None:
    (code,) = blocks(DOCS / "events.md", "python")
    port = unused_port()
    environment = {**os.environ, "EVENTS_SECRET": SECRET, "PORT": str(port)}
    running = await asyncio.create_subprocess_exec(sys.executable, "-c", code, env=environment, stdout=PIPE)
    try:
        async with ClientSession() as session:
            subscriber = EventUrl("jira", f"http://127.0.0.1:{port}/events", SECRET, session)
            while (taken := await subscriber.send(EVENT)).detail == "ClientConnectorError":
                pass  # it is just starting
            again = await subscriber.send(EVENT)
            forged = await EventUrl("jira", f"http://127.0.0.1:{port}/events", SECRET[:-4], session).send(EVENT)
    finally:
        running.terminate()
    printed, _ = await running.communicate()

    assert (taken, again, forged.detail) == (Taken("taken"), Taken("taken"), "it answered 401")
    assert printed == b"ticket.claimed T-1042\n"
