"""Events: who joined and left, channels and groups, and what people say. Nothing said in Slack goes to a customer."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from bot.slack.front import Front
from handlers import notes, requests

ANY_EVENT: Final = re.compile(".*")
#: Roles follow from channels and, where the desk file names some, from user groups.
MEMBERSHIP: Final = ("member_joined_channel", "member_left_channel", "subteam_members_changed")
#: Who looks at each message, in this order. Each leaves alone what is not for it, and may see the same one again.
HEARERS: Final[tuple[Callable[[Front, Mapping[str, Any]], Awaitable[None]], ...]] = (notes.heard, requests.heard)


def register(app: AsyncApp, front: Front) -> None:
    """Listen for what changes roles and for messages; all other events are answered, so that Slack does not send them
    again. One that fails is not: Slack sends it again."""

    async def membership_changed() -> None:
        front.later(front.membership_changed())

    for name in MEMBERSHIP:
        app.event(name)(membership_changed)

    async def said(event: dict[str, Any]) -> None:
        for hear in HEARERS:
            await hear(front, event)

    app.event("message")(said)

    async def reacted(event: dict[str, Any]) -> None:
        await requests.reacted(front, event)

    app.event("reaction_added")(reacted)

    async def nothing() -> None:
        """None of Deskhand's business."""

    app.event(ANY_EVENT)(nothing)
