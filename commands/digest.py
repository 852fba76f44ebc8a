"""`/digest`: the figures of a day, privately."""

from typing import Final

from bot.flow import digest, queue
from bot.slack import digest_view
from bot.slack.front import Front
from bot.slack.limits import Post
from commands.asking import Words, named

USAGE: Final = "[queue] [today|yesterday]"


async def answer(front: Front, words: Words) -> Post:
    """Yesterday's digest, or today's so far, only for the asker."""
    name, rest = named(words, await front.runner.read(queue.queue_names))
    figures = await front.runner.read(digest.asked, name, rest or "yesterday", words.click.by)
    return digest_view.digest(figures, front.words)
