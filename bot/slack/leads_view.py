"""What leads see below a queue: who has how much, a pause, and what came of giving many tickets to others."""

from typing import Final

from bot.domain.availability import Presence
from bot.domain.load import Load, Moved, Shares
from bot.domain.pause import Pause
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, Post, actions, button, context, section
from bot.slack.mrkdwn import escape, inline, when
from bot.slack.notices import say
from bot.words import Words

#: As many people, and as many who have nothing, as one answer names.
_MOST: Final = 10
_IDLE: Final = 12
_NUMBERS: Final = 10


def pause_block(pause: Pause, queue: str, words: Words, *, lead: bool) -> Json:
    """Who paused a queue, why and until when; a lead may resume it."""
    told = words.paused(when(pause.until), escape(inline(pause.by, 60)), escape(inline(pause.reason, 200)))
    resume = button(words.resume, act.RESUME, act.queue_value(queue)) if lead else None
    return section(told, block_id="queue:pause", accessory=resume)


def shares_blocks(shares: Shares, words: Words) -> list[Json]:
    """A line for each person who has something, and the buttons to change that."""
    if not shares.loads:
        return [context(escape(words.nobody_has_any), block_id="queue:shares")]
    lines = [rich_text.line(*_share(one, shares.most, words)) for one in shares.loads[:_MOST]]
    title = rich_text.line(rich_text.text(words.shares_title, bold=True))
    blocks = [rich_text.block("queue:shares", title, rich_text.bullets(*lines))]
    rest = [words.and_more(len(shares.loads) - _MOST)] if len(shares.loads) > _MOST else []
    idle = [inline(one.person.name, 40) for one in shares.idle if one.where.here][:_IDLE]
    rest += [words.have_nothing(idle)] if idle else []
    blocks += [context(escape(" · ".join(rest)), block_id="queue:idle")] if rest else []
    give = button(words.reassign, act.REASSIGN, act.queue_value(shares.queue))
    away = [one for one in shares.loads if one.where.presence is Presence.AWAY][:1]
    take = [
        button(words.take_all(inline(one.person.name, 40)), act.TAKE_ALL, act.queue_value(shares.queue, one.person.id))
        for one in away
    ]
    return [*blocks, actions(give, *take, block_id="queue:lead")]


def _share(load: Load, most: int, words: Words) -> list[Json]:
    name = rich_text.isolated(inline(load.person.name, 60), bold=True)
    told = words.share(load.open, load.due, load.overdue, load.waiting, most)
    parts = [name, rich_text.text(f" · {told}")]
    if load.where.here:
        return parts
    if load.where.presence is Presence.AWAY and load.where.until is not None:
        before, _, after = words.away_until("\0").partition("\0")
        parts += [rich_text.text(f" · {before}"), rich_text.date(load.where.until)]
        return parts + ([rich_text.text(after)] if after else [])
    away = load.where.presence is Presence.AWAY
    return [*parts, rich_text.text(f" · {words.is_away if away else words.is_off}")]


def moved(found: Moved, words: Words) -> Post:
    """What came of it, for the lead alone."""
    parts = [words.moved_to(inline(person.name, 60) if person else "", len(numbers)) for person, numbers in found.moved]
    lines = [words.nobody_here if found.nobody else words.moved_many(inline(found.from_name, 60), found.count, parts)]
    lines += [words.stayed_sealed(_numbers(found.sealed))] if found.sealed else []
    lines += [words.stayed_leaving(_numbers(found.leaving))] if found.leaving else []
    return say("\n".join(lines))


def _numbers(numbers: tuple[int, ...]) -> list[str]:
    shown = [f"T-{number}" for number in numbers[:_NUMBERS]]
    return [*shown, "…"] if len(numbers) > _NUMBERS else shown
