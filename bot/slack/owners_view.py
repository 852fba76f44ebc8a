"""What owners are shown: their weekly list, and the types in the shadow."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.outcome import Outcomes, band, wilson
from bot.flow.promotion import InShadow
from bot.flow.weekly import Corrected, Edited, Gap, OwnersList
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.limits import Json, Post, button, context, header, paragraph, post, section, size
from bot.slack.mrkdwn import clean, cut, escape, inline
from bot.slack.sources_view import check_row
from bot.words import Words

#: As many of each kind as the week's message names, and types in the shadow as one answer shows.
_MOST: Final = 5
#: As many rows as a page of all of it has, and as many characters, as Slack counts them, as rows may take.
_PAGE: Final = 20
_SIZE: Final = 9500
_ROWS: Final = 30
_TEXT: Final = 700
_NUMBERS: Final = 10
#: As many reasons why suggestions were rejected.
_REASONS: Final = 8


def weekly(found: OwnersList, words: Words, *, prefix: str = "", outbox_id: str = "") -> Post:
    """One owner's week: the first of each kind, and of how many more `/desk mine` tells. First what falls due with its
    buttons, then articles, open questions and types."""
    if found.empty:
        return _nothing(words, outbox_id)
    kinds, blocks, most = list(_kinds(found, words)), list[Json](), _MOST
    while most and (not blocks or size(blocks) > _SIZE):
        blocks, most = _heads(kinds, most, words, f"`/{prefix}desk mine`"), most - 1
    return post(words.weekly_title, blocks, outbox_id)


def _heads(kinds: Sequence[Sequence[Json]], most: int, words: Words, command: str) -> list[Json]:
    blocks: list[Json] = [header(words.weekly_title, block_id="weekly")]
    for number, rows in enumerate(kinds):
        blocks += rows[:most]
        if more := len(rows[most:]):
            blocks.append(context(words.home_more(more, command), block_id=f"more:{number}"))
    return blocks


def mine(found: OwnersList, words: Words, page: int = 1, *, prefix: str = "") -> Post:
    """All of one owner's list, page by page from 1 on; behind the last one stands the last."""
    pages = _paged([row for rows in _kinds(found, words) for row in rows])
    if not pages:
        return _nothing(words)
    page = min(max(page, 1), len(pages))
    left = sum(len(rows) for rows in pages[page:])
    more = words.home_more(left, f"`/{prefix}desk mine {page + 1}`")
    rest = [context(more, block_id="more")] if left else []
    return post(words.weekly_title, [header(words.weekly_title, block_id="weekly"), *pages[page - 1], *rest])


def _nothing(words: Words, outbox_id: str = "") -> Post:
    return post(words.nothing_to_look_at, [paragraph(words.nothing_to_look_at, block_id="none")], outbox_id)


def _paged(rows: Sequence[Json]) -> list[list[Json]]:
    pages: list[list[Json]] = []
    for row in rows:
        if not pages or len(pages[-1]) == _PAGE or size([*pages[-1], row]) > _SIZE:
            pages.append([])
        pages[-1].append(row)
    return pages


def _kinds(found: OwnersList, words: Words) -> Iterator[list[Json]]:
    """The rows of each kind."""
    rows = []
    for number, due in enumerate(found.due):
        told = words.due_held(inline(due.why, 200)) if due.why else words.due_until(due.until)
        rows.append(check_row(due.ref, due.title, words, number, f"\n{escape(told)}"))
    yield rows
    lines = {
        "edited": [_edited(one, words) for one in found.edited],
        "gap": [_unanswered(one, words) for one in found.gaps],
        "corrected": [_corrected(one, words) for one in found.corrected],
        "avoided": [words.could_be_avoided(inline(one.title, 60), one.answers) for one in found.avoided],
    }
    for kind, told_of in lines.items():
        yield [paragraph(line, block_id=f"{kind}:{number}") for number, line in enumerate(told_of)]
    yield [
        _type(one.type, words.in_shadow(inline(one.title, 60), one.shown, one.accepted), words, ready=one.ready)
        for one in found.shadow
    ]


def _edited(one: Edited, words: Words) -> str:
    return words.always_edited(inline(one.title, 80), one.shown, one.as_is, _numbers(one.tickets))


def _numbers(tickets: Sequence[int]) -> list[str]:
    return [f"T-{number}" for number in tickets[-_NUMBERS:]]


def _unanswered(gap: Gap, words: Words) -> str:
    numbers = _numbers(gap.tickets)
    said = [inline(word, 30) for word in gap.words]
    return words.unanswered(inline(gap.title, 60), len(gap.tickets), numbers, gap.customers, said)


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
    rejected = [paragraph(words.rejected_as(found.rejected[:_REASONS]), block_id="rejected")] if found.rejected else []
    return post(words.outcomes_title, [*blocks, paragraph(few, block_id="few"), *rejected])
