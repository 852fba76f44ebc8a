"""Listeners around use cases: parse, one call, answer. Bolt calls what `clicked` and `submitted` return.

Each listener is handed the front in the language of whoever clicked, and refusals are told in it too.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.domain.errors import DatabaseUnavailable, Refused
from bot.slack import modals
from bot.slack.click import Click, parse
from bot.slack.front import Front
from bot.telemetry import correlated, token, trace
from bot.words import Words

#: Half a second less than Slack's patience (docs.slack.dev, "Handling user interaction").
PATIENCE: Final = 2.5

Work = Callable[[Front, Click], Awaitable[Any]]
Listener = Callable[..., Awaitable[None]]


class FieldErrors(dict[str, str]):
    """What a submitted modal's work returns where fields will not do: a sentence beside each, by its block id."""


class Listening(AsyncApp):
    """Bolt, where all that Slack tells is a request with an id of its own; what came by HTTP has one already."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        with correlated(request=trace() or token()):
            return await super().async_dispatch(req)


def clicked(front: Front, work: Work) -> Listener:
    """A listener for buttons and menus: a refusal becomes a private sentence, and the click is always answered."""

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        click, theirs = parse(body), front
        try:
            async with asyncio.timeout(PATIENCE):
                await front.ensure_fresh()
                theirs = await front.read_by(click.by)
                await work(theirs, click)
            theirs.acted(click)
        except Refused as refused:
            theirs.refuse(click, theirs.refusal(refused))
        except (DatabaseUnavailable, TimeoutError) as error:
            theirs.say(click, unanswered(error, theirs.words))
        await ack()

    return listener


def submitted(front: Front, work: Work) -> Listener:
    """A listener for modals: a refusal stands beside the first field, and what was typed stays.

    A view that `work` returns takes the modal's place; of `FieldErrors` each stands beside its field.
    """

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        click, theirs = parse(body), front
        try:
            async with asyncio.timeout(PATIENCE):
                await front.ensure_fresh()
                theirs = await front.read_by(click.by)
                view = await work(theirs, click)
        except Refused as refused:
            await _ack_refusal(theirs, ack, body["view"], theirs.refusal(refused))
        except (DatabaseUnavailable, TimeoutError) as error:
            await _ack_refusal(theirs, ack, body["view"], unanswered(error, theirs.words))
        else:
            if isinstance(view, FieldErrors):
                await ack(response_action="errors", errors=dict(view))
                return
            theirs.acted(click)
            if view:
                await ack(response_action="update", view=view)
                return
            theirs.show_below(click)
            await ack()

    return listener


def unanswered(error: DatabaseUnavailable | TimeoutError, said: Words) -> str:
    """What to say when a use case gave no answer: after a time-out it may still be carried out."""
    return said.not_known if isinstance(error, TimeoutError) else said.try_again


async def _ack_refusal(front: Front, ack: AsyncAck, view: dict[str, Any], sentence: str) -> None:
    said = front.words
    fields = [block for block in view.get("blocks") or [] if block["type"] == "input" and "block_id" in block]
    field = next((str(block["block_id"]) for block in fields), None)
    typed = any((block.get("element") or {}).get("type") != "radio_buttons" for block in fields)
    if field is None or not typed:  # nothing was typed, so nothing can be lost
        await ack(response_action="update", view=modals.message(said, said.not_now, sentence))
    else:
        await ack(response_action="errors", errors={field: sentence})
