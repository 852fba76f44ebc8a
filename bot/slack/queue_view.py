"""The answer to `/queue`: what waits, since when and on whom."""

from bot.domain.card import QueueLine, QueueStatus
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.leads_view import pause_block, shares_blocks
from bot.slack.limits import Json, Post, actions, button, context, header, post
from bot.slack.mrkdwn import escape, inline, when
from bot.words import Words

#: As many tickets as one page is made for; a longer page is cut.
PAGE = 10


def queue_status(status: QueueStatus, words: Words) -> Post:
    """One page of a queue, for the person who asked. **Earlier** and **Later** carry queue, filter and page."""
    counts = " · ".join(words.queue_count(name, count, status.most) for name, count in status.counts.items() if count)
    lines = status.lines[:PAGE]
    first = status.page * PAGE + 1
    told = words.queue_page(first, first + len(lines) - 1, status.total if lines else 0, status.most, status.filter)
    title = inline(f"{status.title} · {status.filter}" if status.filter else status.title, 120)
    blocks: list[Json] = [header(title, block_id="queue:title")]
    if counts:
        blocks.append(context(counts, block_id="queue:counts"))
    if lines:
        rows = [_line(line, status, words) for line in lines]
        blocks.append(rich_text.block("queue:lines", rich_text.bullets(*rows)))
    if status.asleep:
        blocks.append(context(_asleep(status, words), block_id="queue:asleep"))
    if status.pause is not None:
        blocks.insert(1, pause_block(status.pause, status.queue, words, lead=status.shares is not None))
    blocks.append(context(f"{told} · {when(status.at)}", block_id="queue:page"))
    turns = _turns(status, first + len(lines) - 1, words)
    if turns:
        blocks.append(actions(*turns, block_id="queue:turn"))
    if status.shares is not None:
        blocks += shares_blocks(status.shares, words)
    return post(words.label(escape(title), counts or told), blocks)


def _turns(status: QueueStatus, last: int, words: Words) -> list[Json]:
    back = [button(words.earlier, act.QUEUE_BACK, _page(status, status.page - 1))] if status.page > 0 else []
    on = [button(words.later, act.QUEUE_PAGE, _page(status, status.page + 1))] if last < status.total else []
    return back + on


def _page(status: QueueStatus, page: int) -> str:
    return act.page_value(status.queue, status.filter, page)


def _asleep(status: QueueStatus, words: Words) -> str:
    """`Asleep: T-1042 until tomorrow 09:00, T-1050 until …`: numbers, which are enough to open one."""
    told = [f"T-{line.ticket_id} {words.until(when(line.asleep_until))}" for line in status.asleep if line.asleep_until]
    counted = status.counts.get("asleep", 0)
    more = counted - len(told)
    rest = [words.and_more(more, at_least=counted >= status.most)] if more > 0 else []
    return words.asleep(", ".join([*told, *rest]))


def _line(line: QueueLine, status: QueueStatus, words: Words) -> Json:
    waited = int((status.at - line.waiting_since).total_seconds())
    subject = words.sealed("sensitive") if line.sealed else inline(line.subject, 80)
    kind = "" if line.sealed else inline(line.type_title, 40)
    holder = words.with_holder(line.holder.kind, inline(line.holder_name or line.holder.name, 40))
    told = [words.priority(line.priority), kind, holder, words.waits(words.duration(waited))]
    parts = [
        rich_text.text(f"T-{line.ticket_id}", bold=True),
        rich_text.isolated(f"  {subject}"),
        rich_text.text("".join(f" · {part}" for part in told if part)),
    ]
    if line.asleep_until:
        before, _, after = words.asleep_until("\0").partition("\0")
        parts += [rich_text.text(f" · {before}"), rich_text.date(line.asleep_until)]
        parts += [rich_text.text(after)] if after else []
    if line.due:
        before, _, after = words.due("\0").partition("\0")
        late = f"{words.overdue}, " if line.overdue else ""
        parts += [rich_text.text(f" · {late}{before}"), rich_text.date(line.due)]
        parts += [rich_text.text(after)] if after else []
    return rich_text.line(*parts)
