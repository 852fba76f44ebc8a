"""`/queue`: what waits, since when and on whom."""

from typing import Final

from bot.flow import queue
from bot.slack import queue_view
from bot.slack.front import Front
from bot.slack.limits import Post
from commands.asking import Words, named

USAGE: Final = "[queue] [mine|unassigned|due soon|overdue|waiting|asleep|sensitive]"


async def answer(front: Front, words: Words) -> Post:
    """A page of a queue, only for the asker. The queue's name and the filter may come in any order."""
    name, rest = named(words, await front.runner.read(queue.queue_names))
    status = await front.runner.read(queue.status, name, rest, 0, words.click.by)
    return queue_view.queue_status(status, front.words)
