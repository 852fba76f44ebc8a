"""What owners are shown: their weekly list, and the types in the shadow."""

from collections.abc import Sequence
from typing import Final

from bot.domain.outcome import Outcomes, band, wilson
from bot.flow.promotion import InShadow
from bot.flow.weekly import Corrected, OwnersList
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, Post, button, context, header, paragraph, post, section
from bot.slack.mrkdwn import clean, cut, escape, inline
from bot.slack.sources_view import check_row
from bot.words import Words

#: As many of each kind as one message names.
_MOST: Final = 5
_ROWS: Final = 30
_TEXT: Final = 700
_NUMBERS: Final = 10


def weekly(found: OwnersList, words: Words, *, outbox_id: str = "") -> Post:
    """One owner's list: what falls due with its buttons, then articles, open questions and types."""
    if found.empty:
        return post(words.nothing_to_look_at, [paragraph(words.nothing_to_look_at, block_id="none")], outbox_id)
    blocks: list[Json] = [header(words.weekly_title, block_id="weekly")]
    for number, due in enumerate(found.due[:_MOST]):
        told = words.due_held(inline(due.why, 200)) if due.why else words.due_until(due.until)
        blocks.append(check_row(due.ref, due.title, words, number, f"\n{escape(told)}"))
    lines = [words.always_edited(inline(one.title, 80), one.shown, one.as_is) for one in found.edited[:_MOST]]
    for gap in found.gaps[:_MOST]:
        numbers = [f"T-{number}" for number in gap.tickets[-_NUMBERS:]]
        lines.append(words.unanswered(inline(gap.title, 60), len(gap.tickets), numbers))
    lines += [_corrected(one, words) for one in found.corrected[:_MOST]]
    blocks += [paragraph(line, block_id=f"line:{number}") for number, line in enumerate(lines)]
    blocks += [
        _type(one.type, words.in_shadow(inline(one.title, 60), one.shown, one.accepted), words, ready=one.ready)
        for one in found.shadow[:_MOST]
    ]
    most = max(len(found.due), len(found.edited), len(found.gaps), len(found.shadow), len(found.corrected))
    blocks += [context(words.and_more(most - _MOST), block_id="more")] if most > _MOST else []
    return post(words.weekly_title, blocks, outbox_id)


def _corrected(one: Corrected, words: Words) -> str:
    names = (one.before, one.after)
    before, after = map(words.priority, names) if one.what == "priority" else (inline(name, 40) for name in names)
    return words.corrected(inline(one.title, 60), one.what, before, after, one.count)


def shadow(found: Sequence[InShadow], words: Words) -> Post:
    """Types in the shadow, for their owner alone: how they compare, and of a single one the newest texts."""
    if not found:
        return post(words.nothing_in_shadow, [paragraph(words.nothing_in_shadow, block_id="none")])
    blocks: list[Json] = [header(words.shadow_title, block_id="shadow")]
    for kind in found[:_MOST]:
        told = words.in_shadow(inline(kind.title, 60), kind.tally.shown, kind.tally.accepted)
        blocks.append(_type(kind.type, told, words, ready=kind.ready))
        for one in kind.newest:
            became = words.compared(band(one.change).value) if one.change is not None else words.not_answered_yet
            blocks.append(paragraph(f"T-{one.ticket_id} · {became}", block_id=f"shadow:{one.ticket_id}"))
            blocks.append(_quoted(f"shadow:{one.ticket_id}:made", words.suggested, one.body))
            if one.sent:
                blocks.append(_quoted(f"shadow:{one.ticket_id}:sent", words.person_wrote, one.sent))
    return post(words.shadow_title, blocks)


def _type(name: str, told: str, words: Words, *, ready: bool) -> Json:
    spoken = words.label(words.promote, inline(name, 50))
    promote = button(words.promote, act.PROMOTE, act.type_value(name), "primary", spoken=spoken) if ready else None
    return section(escape(told), block_id=f"type:{name}", accessory=promote)


def _quoted(block_id: str, title: str, text: str) -> Json:
    quoted = rich_text.quote(rich_text.isolated(cut(clean(text), _TEXT)))
    return rich_text.block(block_id, rich_text.line(rich_text.text(title, bold=True)), quoted)


def outcomes(found: Outcomes, words: Words) -> Post:
    """What became of suggestions by a trait, each group with its interval; of small ones only the sum."""
    lines = []
    for name, tally in list(found.groups.items())[:_ROWS]:
        share = wilson(tally.accepted, tally.shown)
        line = words.outcome(inline(name, 60), tally.shown, (share.share, share.low, share.high), tally.coverage)
        lines.append(rich_text.line(rich_text.text(line)))
    few = words.too_few(found.few.shown)
    blocks: list[Json] = [header(words.outcomes_title, block_id="outcomes")]
    blocks += [rich_text.block("groups", rich_text.bullets(*lines))] if lines else []
    return post(words.outcomes_title, [*blocks, paragraph(few, block_id="few")])
