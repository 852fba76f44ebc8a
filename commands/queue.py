"""`/queue`: what waits, since when and on whom."""

import re
from typing import Final

from bot.domain.errors import RefusalCode, Refused
from bot.flow import absence, handoff_cards, pauses, queue
from bot.slack import notices, queue_view
from bot.slack.front import Front
from bot.slack.handoff_cards import open_requests
from bot.slack.limits import Post, post, section
from bot.slack.mrkdwn import escape, inline, when
from bot.slack.typed import mentioned, readable
from commands.asking import Words, named

USAGE: Final = (
    "[queue] [mine|unassigned|due soon|overdue|waiting|asleep|sensitive] | queue pause until 14:00 why | queue resume"
    " | queue away @name until friday | queue back @name"
)


async def answer(front: Front, words: Words) -> Post:
    """A page of a queue, or a department's open requests, only for the asker.

    The queue's name and the filter may come in any order.
    """
    queues, departments = await front.runner.read(queue.places)
    name, rest = named(words, [*departments, *queues])
    if name in departments and name not in queues:
        asked = await front.runner.read(handoff_cards.queue, name, words.click.by)
        return open_requests(departments[name], asked, front.words)
    if rest.split(" ")[0] in ("pause", "resume"):
        return await _pause(front, words, name, rest.split(" ")[0])
    if rest.split(" ")[0] in ("away", "back"):
        return await _absence(front, words, name, rest.split(" ")[0])
    status = await front.runner.read(queue.status, name, rest, 0, words.click.by)
    return queue_view.queue_status(status, front.words)


async def _pause(front: Front, words: Words, name: str | None, verb: str) -> Post:
    """Pause or resume the queue that is named; what is said after the word keeps its capitals."""
    if name is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=verb)
    if verb == "resume":
        ran = await front.runner.write(pauses.resume, name, words.click.by)
        title = await front.runner.read(queue.title, name)
        return notices.say(front.words.resumed_now(title) if ran else front.words.not_paused)
    said = re.split(r"\bpause\b", words.text, maxsplit=1, flags=re.IGNORECASE)[1].strip()
    said = re.sub(rf"^{re.escape(name)}\s+", "", said, flags=re.IGNORECASE)  # the queue may stand on either side
    said = readable(said, {}, front.words.somebody)
    pause = await front.runner.write(pauses.begin, name, said, words.click.by)
    told = front.words.paused_now(when(pause.until))
    return post(told, [section(told, block_id="paused")])


async def _absence(front: Front, words: Words, name: str | None, verb: str) -> Post:
    """A lead says that somebody of the queue is away, or back: whoever is mentioned, and what stands after them."""
    if name is None:
        raise Refused(RefusalCode.UNKNOWN_WORD, word=verb)
    whom = mentioned(words.text)
    if not whom:
        raise Refused(RefusalCode.RETURN_NEEDED)
    if verb == "back":
        back = await front.runner.write(absence.say_back, name, whom[0], words.click.by)
        return notices.say(front.words.back_now(back.person.name) if back else front.words.was_not_away())
    said = words.text.rpartition(">")[2].split()
    found = await front.runner.write(absence.say_away, name, whom[0], said, words.click.by)
    told = front.words.away_now(escape(inline(found.person.name, 60)), when(found.until) if found.until else "")
    return post(told, [section(told, block_id="away")])
