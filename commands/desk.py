"""`/desk`: help."""

from typing import Final

from bot.slack import notices
from bot.slack.front import Front
from bot.slack.limits import Post
from commands.asking import Words

USAGE: Final = "help"


async def answer(front: Front, _words: Words) -> Post:
    """What Deskhand understands."""
    return notices.desk_help(front.words, front.prefix)
