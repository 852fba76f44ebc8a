"""**Get file**: a file that came along with a message, for whoever may read its ticket."""

from typing import Final

from bot.flow import files
from bot.slack import actions as act
from bot.slack.click import Click
from bot.slack.front import Front
from bot.slack.listening import Work
from bot.slack.mrkdwn import inline


async def _get(front: Front, click: Click) -> None:
    numbers = (click.ids.get("l", 0), click.ids.get("f", 0))
    asked = await front.runner.write(files.ask, click.ticket, *numbers, click.by)
    name = inline(asked.name, 60) or front.words.attached_unnamed
    front.say(click, front.words.file_comes(name), title=front.words.file_title)


ACTIONS: Final[dict[str, Work]] = {act.GET_FILE: _get}
