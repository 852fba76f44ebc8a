"""`/queue`: what waits, since when and on whom."""

from typing import Final

from bot.flow import handoff_cards, queue
from bot.slack import queue_view
from bot.slack.front import Front
from bot.slack.handoff_cards import open_requests
from bot.slack.limits import Post
from commands.asking import Words, named

USAGE: Final = "[queue] [mine|unassigned|due soon|overdue|waiting|asleep|sensitive]"


async def answer(front: Front, words: Words) -> Post:
    """A page of a queue, or a department's open requests, only for the asker.

    The queue's name and the filter may come in any order.
    """
    departments = dict(await front.runner.read(handoff_cards.departments))
    queues = await front.runner.read(queue.queue_names)
    name, rest = named(words, [*departments, *queues])
    if name in departments and name not in queues:
        asked = await front.runner.read(handoff_cards.queue, name, words.click.by)
        return open_requests(departments[name], asked, front.words)
    status = await front.runner.read(queue.status, name, rest, 0, words.click.by)
    return queue_view.queue_status(status, front.words)
