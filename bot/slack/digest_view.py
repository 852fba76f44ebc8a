"""The digest: at most fifteen lines, the verdict first, and its queues as a table."""

from collections.abc import Sequence
from typing import Final

from bot.domain.decision import NONE, Decisions
from bot.domain.digest import DigestFigures, QueueFigures
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.decisions_view import became, decide
from bot.slack.digest_lines import sentences
from bot.slack.limits import MESSAGE_SIZE, Json, Post, actions, button, context, header, post, size
from bot.slack.mrkdwn import clean, cut, escape, inline, quiet
from bot.slack.table import table
from bot.words import Words

#: Lines of a digest, its title included.
LINES: Final = 15
#: As many queues as the table has.
_QUEUES: Final = 20


def digest(
    figures: DigestFigures,
    words: Words,
    decisions: Decisions = NONE,
    *,
    outbox_id: str = "",
    plain: bool = False,
    ask: str = "",
    pictures: Sequence[Json] = (),
) -> Post:
    """Days for managers. `plain`: queues as lines, as far as there is room, for a Slack that takes no table. `ask`:
    what was asked for, where one person alone sees it, so that it can be shared and had as a
    file. `pictures` stand below the sentences,
    as far as there is room."""
    title = words.digest_title(figures.first, figures.last, figures.until)
    told = [*sentences(figures, words), *became(decisions.before, words)]
    blocks: list[Json] = [
        header(title, block_id="digest:title"),
        rich_text.block("digest:verdict", rich_text.line(*_told(told))),
    ]
    queues = [queue for queue in figures.queues if _has_news(queue)]
    room = LINES - 1 - len(told)
    if queues and (room > 0 or not plain):
        blocks.append(_lines(queues, room, words) if plain else _table(queues, words))
    blocks += decide(decisions.offered, words)
    if figures.shared_by:
        blocks.append(context(escape(words.shared_by(inline(figures.shared_by, 60))), block_id="digest:shared"))
    if ask:
        share, table = button(words.share_digest, act.SHARE_DIGEST, ask), button(words.csv, act.DIGEST_CSV, ask)
        blocks.append(actions(share, table, block_id="digest:share"))
    shown: list[Json] = []
    for picture in pictures:
        if size([*blocks, *shown, picture]) <= MESSAGE_SIZE:
            shown.append(picture)
    blocks[2:2] = shown
    return post(f"{title}. {quiet(told[0], 400)}", blocks, outbox_id)


def _told(sentences: list[str]) -> list[Json]:
    first, *rest = sentences
    return [rich_text.text(first, bold=True), *([rich_text.text("\n" + "\n".join(rest))] if rest else [])]


def _has_news(queue: QueueFigures) -> bool:
    return any((queue.received, queue.resolved, queue.backlog))


def _table(queues: list[QueueFigures], words: Words) -> Json:
    head = [words.queue, words.came_in, words.resolved_there, words.open_there, words.nobody_has, words.oldest_there]
    rows = [
        [
            cut(clean(queue.title), 60),
            *(f"{number}" for number in (queue.received, queue.resolved, queue.backlog)),
            "" if queue.unassigned is None else f"{queue.unassigned}",
            "" if queue.oldest_waiting_seconds is None else words.duration(queue.oldest_waiting_seconds),
        ]
        for queue in queues[:_QUEUES]
    ]
    return table("digest:queues", [head, *rows], numbers=(1, 2, 3, 4, 5))


def _lines(queues: list[QueueFigures], room: int, words: Words) -> Json:
    rows = [_queue(queue, words) for queue in queues]
    if len(rows) > room:
        rows = [*rows[: room - 1], rich_text.line(rich_text.text(words.and_more(len(rows) - room + 1)))]
    return rich_text.block("digest:queues", rich_text.bullets(*rows))


def _queue(queue: QueueFigures, words: Words) -> Json:
    told = words.queue_day(queue.received, queue.resolved, queue.backlog, queue.unassigned)
    if queue.waiting_first_answer or queue.waiting_next_answer or queue.waiting_approval:
        oldest = "" if queue.oldest_waiting_seconds is None else words.duration(queue.oldest_waiting_seconds)
        waiting = words.queue_waiting(
            queue.waiting_first_answer, queue.waiting_next_answer, queue.waiting_approval, oldest
        )
        told = words.joined(told, waiting)
    title = rich_text.text(inline(queue.title, 60), bold=True)
    return rich_text.line(title, rich_text.text(f"  {told}"))
