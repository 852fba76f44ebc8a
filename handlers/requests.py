"""Requests that begin as a message in Slack: what is said and reacted, and the two buttons below a message."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.request import Heard
from bot.domain.webhook_body import DEEPEST, storable
from bot.flow import requests
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.heard import event as told
from bot.slack.listening import PATIENCE, Work
from bot.slack.typed import mentioned, readable


async def heard(front: Front, event: Mapping[str, Any]) -> None:
    """A message event: what people say in a request channel, or below a message that is a ticket."""
    found = told(storable(dict(event), DEEPEST))
    if found is None:
        return
    async with asyncio.timeout(PATIENCE):
        names = await front.runner.read(requests.listens, found.channel, found.thread_ts, mentioned(found.text))
        if names is not None:
            said = replace(found, text=readable(found.text, names, front.words.somebody))
            await front.runner.write(requests.hear, said)


async def reacted(front: Front, event: Mapping[str, Any]) -> None:
    """A reaction: the desk file's emoji makes a ticket of the message, if its author or the team gave it."""
    item = event.get("item")
    if not isinstance(item, dict) or item.get("type") != "message":
        return
    emoji, by = str(event.get("reaction") or ""), str(event.get("user") or "")
    message = Heard(
        channel=str(item.get("channel") or ""), ts=str(item.get("ts") or ""), author=str(event.get("item_user") or "")
    )
    async with asyncio.timeout(PATIENCE):
        meant = await front.runner.read(requests.means_a_ticket, message.channel, emoji)
        if meant and message.channel and message.ts:
            await front.ensure_fresh()
            await front.runner.write(requests.reacted, message, emoji, by)


def _answers(*, wanted: bool) -> Work:
    async def answering(front: Front, click: Click) -> None:
        await front.runner.write(requests.answer, click.ids.get("n", 0), click.by, wanted=wanted)

    return answering


ACTIONS: Final[dict[str, Work]] = {
    act.OPEN_REQUEST: _answers(wanted=True),
    act.DECLINE_REQUEST: _answers(wanted=False),
}
