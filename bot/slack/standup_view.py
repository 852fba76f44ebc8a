"""The standup: a few lines for each queue, for its team."""

from bot.domain.standup import QueueStandup, Standup
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, Post, actions, button, context, header, post
from bot.slack.mrkdwn import escape, inline, quiet
from bot.words import Words

#: As many people of a queue as are named, those with most first.
_PEOPLE = 8
#: As many queues as are told of.
_QUEUES = 10


def standup(found: Standup, words: Words, *, outbox_id: str = "", ask: str = "") -> Post:
    """What waits, for what, with whom. Queues in which nothing waits share a line. `ask`: as for a digest."""
    title = words.standup_title(found.day)
    busy = [queue for queue in found.queues if _has_work(queue)]
    idle = [inline(queue.title, 60) for queue in found.queues if not _has_work(queue)]
    blocks: list[Json] = [header(title, block_id="standup")]
    for number, queue in enumerate(busy[:_QUEUES]):
        blocks += _queue(queue, words, number)
    if len(busy) > _QUEUES:
        blocks.append(context(escape(words.and_more(len(busy) - _QUEUES)), block_id="standup:more"))
    if not busy:
        blocks.append(context(escape(words.nothing_waits_anywhere), block_id="standup:idle"))
    elif idle:
        blocks.append(context(escape(words.nothing_waits_in(idle[:_QUEUES])), block_id="standup:idle"))
    if found.shared_by:
        blocks.append(context(escape(words.shared_by(inline(found.shared_by, 60))), block_id="standup:shared"))
    if ask:
        blocks.append(actions(button(words.share_digest, act.SHARE_DIGEST, ask), block_id="standup:share"))
    first = _sentences(busy[0], words)[0] if busy else words.nothing_waits_anywhere
    return post(f"{title}. {quiet(first, 300)}", blocks, outbox_id)


def _has_work(queue: QueueStandup) -> bool:
    return bool(queue.waiting.total or queue.overdue or queue.asleep or queue.people)


def _queue(queue: QueueStandup, words: Words, number: int) -> list[Json]:
    title = rich_text.line(rich_text.text(inline(queue.title, 60), bold=True))
    lines = [rich_text.line(rich_text.text(sentence)) for sentence in _sentences(queue, words)]
    return [rich_text.block(f"standup:{number}", title, rich_text.bullets(*lines))]


def _sentences(queue: QueueStandup, words: Words) -> list[str]:
    waiting = queue.waiting
    found = [words.standup_waiting(waiting.first, waiting.following, waiting.telling, waiting.approval, queue.nobody)]
    found += [words.overdue_now(queue.overdue)] if queue.overdue else []
    found += [words.slept_long(queue.asleep, [f"T-{number}" for number in queue.sleepers])] if queue.asleep else []
    shares = [
        words.standup_share(inline(one.name, 40), one.open, one.due, away=one.away) for one in queue.people[:_PEOPLE]
    ]
    shares += [words.and_more(len(queue.people) - _PEOPLE)] if len(queue.people) > _PEOPLE else []
    return [*found, *([words.standup_people(shares)] if shares else [])]
