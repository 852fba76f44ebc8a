"""Events: who joined and left, channels and groups. A thread in Slack is internal, so nothing there goes anywhere."""

import re
from typing import Final

from slack_bolt.async_app import AsyncApp

from bot.slack.front import Front

ANY_EVENT: Final = re.compile(".*")
#: Roles follow from channels and, where the desk file names some, from user groups.
MEMBERSHIP: Final = ("member_joined_channel", "member_left_channel", "subteam_members_changed")


def register(app: AsyncApp, front: Front) -> None:
    """Listen for what changes roles; all other events are answered, so that Slack does not send them again."""

    async def membership_changed() -> None:
        front.later(front.membership_changed())

    for name in MEMBERSHIP:
        app.event(name)(membership_changed)

    async def nothing() -> None:
        """Messages and the like: noted by Slack's own history, and none of Deskhand's business."""

    app.event(ANY_EVENT)(nothing)
