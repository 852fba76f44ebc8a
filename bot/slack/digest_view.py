"""The digest: at most fifteen lines, the verdict first, then queue by queue."""

from collections import Counter
from datetime import date

from bot.domain.card import DigestFigures, QueueFigures
from bot.slack import rich_text
from bot.slack.limits import Json, Post, header, post
from bot.slack.mrkdwn import inline
from bot.slack.people import name_of, source_name
from bot.words import Words

#: Lines of a digest, its title included.
LINES = 15


def digest(figures: DigestFigures, words: Words, *, outbox_id: str = "") -> Post:
    """A day for managers. What did not happen takes no line."""
    title = words.digest_title(date.fromisoformat(figures.local_date), so_far=figures.so_far)
    sentences = [sentence for sentence in _sentences(figures, words) if sentence]
    room = LINES - 1 - len(sentences)
    rows = [_queue(queue, words) for queue in figures.queues if _has_news(queue)]
    if len(rows) > room:
        rows = [*rows[: room - 1], rich_text.line(rich_text.text(words.and_more(len(rows) - room + 1)))]
    told = rich_text.line(rich_text.text("\n".join(sentences)))
    blocks: list[Json] = [
        header(title, block_id="digest:title"),
        rich_text.block("digest:verdict", told),
        *([rich_text.block("digest:queues", rich_text.bullets(*rows))] if rows else []),
    ]
    return post(f"{title}. {sentences[0]}", blocks, outbox_id)


def _sentences(figures: DigestFigures, words: Words) -> list[str]:
    queues = figures.queues
    waited: Counter[str] = Counter()
    for queue in queues:
        waited.update(queue.waited_by_holder)
    shares = ", ".join(
        words.waited_for(inline(holder, 40), words.duration(seconds))
        for holder, seconds in waited.most_common(4)
        if seconds > 0
    )
    reopened, escalated = sum(queue.reopened for queue in queues), sum(queue.escalated for queue in queues)
    drafts = [
        sum(queue.drafts_as_is for queue in queues),
        sum(queue.drafts_edited for queue in queues),
        sum(queue.drafts_rejected for queue in queues),
        sum(queue.drafts_withheld for queue in queues),
    ]
    return [
        words.verdict(
            sum(queue.received for queue in queues),
            sum(queue.resolved for queue in queues),
            sum(queue.backlog for queue in queues),
        ),
        words.waited_most(shares) if shares else "",
        words.returns(reopened, escalated) if reopened or escalated else "",
        words.drafts(*drafts) if any(drafts) else "",
        _stale(figures, words),
        words.overdue_now(figures.overdue) if figures.overdue else "",
        words.to_look_at(figures.stopped_replies, figures.parked),
        *_silences(figures, words),
        *_pauses(figures, words),
    ]


def _pauses(figures: DigestFigures, words: Words) -> list[str]:
    return [
        f"{inline(title, 60)}: {words.pause_of_day(until, inline(by, 60), inline(reason, 120))}"
        for title, by, reason, until in figures.pauses[:3]
    ]


def _silences(figures: DigestFigures, words: Words) -> list[str]:
    found = [words.was_silent(source_name(source), since, until) for source, since, until in figures.silences]
    return [*found[:3], *([words.and_more(len(found) - 3)] if len(found) > 3 else [])]


def _stale(figures: DigestFigures, words: Words) -> str:
    articles = figures.stale_articles
    if not articles:
        return ""
    named = [" · ".join(part for part in (inline(title, 60), name_of(owner)) if part) for title, owner in articles[:3]]
    named += [words.and_more(len(articles) - 3)] if len(articles) > 3 else []
    return words.stale(len(articles), ", ".join(named))


def _has_news(queue: QueueFigures) -> bool:
    return any((queue.received, queue.resolved, queue.reopened, queue.escalated, queue.backlog))


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
