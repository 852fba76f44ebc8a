"""`/queue`: what waits, since when and on whom."""

from typing import Final

from bot.flow import queue
from bot.slack import queue_view
from bot.slack.front import Front
from bot.slack.limits import Post
from commands.asking import Words

USAGE: Final = "[queue] [mine|unassigned|due soon|overdue|waiting|sensitive]"


async def answer(front: Front, words: Words) -> Post:
    """A page of a queue, only for the asker. The queue's name and the filter may come in any order."""
    names = await front.runner.read(queue.queue_names)
    name = next((word for word in words.words if word in names), None)
    chosen = " ".join(word for word in words.words if word != name)
    status = await front.runner.read(queue.status, name, chosen, 0, words.click.by)
    return queue_view.queue_status(status, front.words)
