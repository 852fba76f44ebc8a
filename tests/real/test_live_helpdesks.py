"""A helpdesk that somebody really has, tried where its desk file is named: docs/connectors.md, "Trying it live"."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot import settings
from bot.desk import load
from bot.domain.reply import OutgoingReply
from bot.helpdesk import Held, build, inlet
from bot.slack.gateway import open_session

LIVE = os.environ.get("LIVE_HELPDESKS", "")
ASKED = dict(pair.split("=", 1) for pair in os.environ.get("LIVE_CONVERSATIONS", "").split(",") if "=" in pair)
REPLY = os.environ.get("LIVE_REPLY", "")

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.enable_socket,
    pytest.mark.skipif(not LIVE, reason="LIVE_HELPDESKS names no desk file"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session() -> AsyncIterator[ClientSession]:
    async with open_session(seconds=30.0) as opened:
        yield opened


def reply_to(source: str, conversation: str) -> OutgoingReply:
    # Numbered by the clock, so that each run looks for, or sends, one of its own.
    number = int(datetime.now(UTC).timestamp())
    body = f"This is a test of the connection, number {number}. Please ignore it."
    return OutgoingReply(
        reply_id=number, source=source, conversation=conversation, body=body, language="en",
        author_name="Deskhand", author_email="", approved_by=("Deskhand",), in_reply_to="", expect_last_message="",
        disclosed=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(ASKED))
async def test_a_conversation_is_read_and_answered_once(session: ClientSession, name: str) -> None:
    """It can be read, and holds no reply that was never sent. With LIVE_REPLY one is sent there, and found again."""
    desk = load(Path(LIVE), date.today())  # noqa: DTZ011 - the day of whoever runs it
    given: Any = settings.load(secret_key="-" * 32, desk_file=LIVE)
    helpdesk = build(desk.source(name), given, slack=Held(), session=session)
    reply, before = reply_to(name, ASKED[name]), datetime.now(UTC)
    found = await helpdesk.find(reply, before)
    assert found.outcome == "missing", found.detail
    if REPLY:
        sent = await helpdesk.send(reply)
        assert sent.outcome == "sent", sent.detail
        found = await helpdesk.find(reply, before)
        assert found.outcome == "arrived", found.detail
        assert found.external_id == sent.external_id or not sent.external_id


@pytest.mark.parametrize("name", sorted(ASKED))
async def test_what_has_changed_lately_is_listed_and_read(session: ClientSession, name: str) -> None:
    """Of the last hour; nothing of it is stored."""
    desk = load(Path(LIVE), date.today())  # noqa: DTZ011 - the day of whoever runs it
    given: Any = settings.load(secret_key="-" * 32, desk_file=LIVE)
    asked = inlet(desk.source(name), given, session=session)
    if asked is None:
        pytest.skip("it cannot be asked what has changed")
    drawn = await asked.since((datetime.now(UTC) - timedelta(hours=1)).isoformat())
    assert [told.fault for told in drawn.told if told.fault] == []
