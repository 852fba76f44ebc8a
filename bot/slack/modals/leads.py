"""The modal of leads: whose tickets, which, and to whom."""

from typing import Final

from bot.domain.load import Shares
from bot.slack import actions as act
from bot.slack.limits import OPTIONS, Json, field, modal, option, paragraph, select
from bot.slack.mrkdwn import inline
from bot.words import Words

#: How many of the tickets that are due first may be chosen.
FIRSTS: Final = (5, 10, 20, 50)


def reassign(shares: Shares, words: Words, from_id: int = 0, to_id: int = 0) -> Json:
    """Whoever has something, how much of it, and everybody who could have it; those who are here first."""
    if not shares.loads:
        blocks = [paragraph(words.nobody_has_any, block_id="none")]
        return modal(words.reassign_title, blocks, callback_id=act.MESSAGE, close=words.close)
    holders = [
        option(words.has_so_many(inline(one.person.name, 50), one.open, shares.most), str(one.person.id))
        for one in shares.loads[:OPTIONS]
    ]
    which = [option(words.reassign_all, "0"), *(option(words.first_due(count), str(count)) for count in FIRSTS)]
    people = sorted((*shares.loads, *shares.idle), key=lambda one: (not one.where.here, one.open, one.person.name))
    named = [option(_named(one.person.name, words, here=one.where.here), str(one.person.id)) for one in people]
    to = [option(words.reassign_spread, "spread"), option(words.reassign_to_queue, "queue"), *named]
    fields = [
        field(words.reassign_from, select(words.choose, act.FROM, holders, initial=str(from_id))),
        field(words.reassign_which, select(words.choose, act.FIRST, which, initial="0")),
        field(
            words.reassign_to,
            select(words.choose, act.TO, to, initial=str(to_id) if to_id else "spread"),
            hint=words.reassign_hint,
        ),
    ]
    return modal(
        words.reassign_title,
        fields,
        callback_id=act.REASSIGN,
        close=words.cancel,
        submit=words.reassign_submit,
        private_metadata=act.queue_value(shares.queue),
    )


def _named(name: str, words: Words, *, here: bool) -> str:
    shown = inline(name, 50)
    return shown if here else f"{shown} ({words.is_away})"
