"""`/digest`: the figures of a day, privately."""

from typing import Final

from bot.flow import digest, queue
from bot.slack import digest_view
from bot.slack.front import Front
from bot.slack.limits import Post
from commands.asking import Words

USAGE: Final = "[queue] [today|yesterday]"


async def answer(front: Front, words: Words) -> Post:
    """Yesterday's digest, or today's so far, only for the asker."""
    names = await front.runner.read(queue.queue_names)
    name = next((word for word in words.words if word in names), None)
    when = " ".join(word for word in words.words if word != name) or "yesterday"
    figures = await front.runner.read(digest.asked, name, when, words.click.by)
    return digest_view.digest(figures, front.words)
