"""`/desk`: help, and how Deskhand itself does."""

from typing import Final

from bot.flow import health
from bot.slack import health_view, notices
from bot.slack.front import Front
from bot.slack.limits import Post
from commands.asking import Words

USAGE: Final = "help | health"


async def answer(front: Front, words: Words) -> Post:
    """What Deskhand understands, or how it does; only for the asker."""
    if words.text.lower() == "health":
        return health_view.health(await front.runner.read(health.asked, words.click.by), front.words)
    return notices.desk_help(front.words, front.prefix)
