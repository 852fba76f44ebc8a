"""Modals that show or make a whole ticket."""

import itertools
from typing import Final

from bot.domain.card import CardFacts
from bot.domain.excerpt import excerpt
from bot.domain.message import Message
from bot.domain.reply import ReplyState
from bot.slack import actions as act
from bot.slack import rich_text
from bot.slack.advice_line import advice_line
from bot.slack.attachments import files_of
from bot.slack.buttons import in_a_row, judge, open_buttons, row
from bot.slack.drafts import put_up_reply, reported, source_words, sources, suggested_reply
from bot.slack.escalation_lines import escalation_buttons, escalation_line, glance
from bot.slack.headline import headline, holder_line, matter
from bot.slack.history_line import track_record
from bot.slack.limits import (
    VIEW_SIZE,
    Json,
    context,
    divider,
    modal,
    paragraph,
    size,
)
from bot.slack.marks import evidence
from bot.slack.modals.messages import show_in_full, writer
from bot.slack.mrkdwn import clean, escape, inline, when
from bot.slack.phase import Phase, phase
from bot.slack.state_lines import state_line
from bot.slack.twin_line import twin
from bot.words import Words

#: As many messages as a modal shows, the newest; it takes 100 blocks.
_MESSAGES = 40
#: A modal takes 100 blocks; what stands on top of it needs a few.
_BLOCKS = 96
#: Nobody writes an answer here any more.
_ANSWERED: Final = {Phase.UNDO, Phase.SENDING, Phase.SENT, Phase.ANSWERED, Phase.RESOLVED, Phase.ENDED}


def about(facts: CardFacts, words: Words, *, said: str = "") -> Json:
    """Everything about a ticket, in the form that it needs now. `said` stands on top: what just could not be done."""
    view = (open_sealed if facts.ticket.sealed else ticket)(facts, words)
    return {**view, "blocks": [paragraph(said, block_id="said"), *view["blocks"]]} if said else view


def ticket(facts: CardFacts, words: Words) -> Json:
    """Everything about a ticket, and the buttons of its card. For people who may see it."""
    return _whole(facts, words, row(facts, phase(facts), words), act.TICKET)


def open_sealed(facts: CardFacts, words: Words) -> Json:
    """Everything about a sealed ticket, for the few who may see it: no suggestion, but what a person wants to read."""
    return _whole(facts, words, in_a_row(facts, words, *open_buttons(facts, words)), act.OPEN_SEALED)


def _whole(facts: CardFacts, words: Words, buttons: Json, callback_id: str) -> Json:
    number = facts.ticket.number
    state = state_line(facts, phase(facts), words)
    top = [
        headline(facts, words, linked=True, customer_text=not facts.ticket.text_gone),
        *_gone(facts, words),
        holder_line(facts, words),
        *_sensitive(facts, words),
        *escalation_line(facts, words),
        *escalation_buttons(facts, words),
        *glance(facts, words),
        *matter(facts, words),
        *advice_line(facts, words),
        *twin(facts, words),
        *_open_questions(facts, words),
        *_passages(facts, words),
        *_text(facts, words),
        *([context(state, block_id=f"{number}:state")] if state else []),
        *reported(facts, words),
        *(judge(facts, words) if phase(facts) is Phase.SUGGESTION and not facts.ticket.sealed else []),
        buttons,
        divider(f"{number}:divider"),
    ]
    metadata = act.value(facts.ticket.id)
    return modal(
        number,
        [*top, *conversation(facts, words, top)],
        callback_id=callback_id,
        close=words.close,
        private_metadata=metadata,
    )


def conversation(facts: CardFacts, words: Words, beside: list[Json]) -> list[Json]:
    """What was said, as much of it as fits into a modal with these other blocks: the newest, and how many are left
    out."""
    shown = () if facts.ticket.text_gone else facts.messages
    said = [_said(message, words) for message in shown[-_MESSAGES:]]
    while said and (
        size([*beside, *itertools.chain(*said)]) > VIEW_SIZE or len(beside) + sum(map(len, said)) > _BLOCKS
    ):
        said.pop(0)
    left_out = len(shown) - len(said)
    number = facts.ticket.number
    rest = [context(words.and_more(left_out), block_id=f"{number}:earlier")] if left_out else []
    return [*rest, *itertools.chain(*said)]


def _gone(facts: CardFacts, words: Words) -> list[Json]:
    """In place of a text that is kept no longer, when it went."""
    if not facts.ticket.text_gone:
        return []
    at = when(facts.text_gone_at, "{date_long}") if facts.text_gone_at else ""
    return [context(words.removed(at), block_id=f"{facts.ticket.number}:gone")]


def _sensitive(facts: CardFacts, words: Words) -> list[Json]:
    """What a sealed ticket was sealed for, as the rules or a person named it."""
    ticket = facts.ticket
    if not ticket.sealed or not ticket.classes:
        return []
    titles = dict(words.sensitive_classes)
    named = [titles.get(one, one.replace("_", " ")) for one in ticket.classes]
    return [
        context(
            escape(words.label(words.sealed_for, inline(", ".join(named), 200))), block_id=f"{ticket.number}:sensitive"
        )
    ]


def _text(facts: CardFacts, words: Words) -> list[Json]:
    """The reply on its way or the suggestion, in full: here it may be approved.

    What was sent stands in the conversation.
    """
    face = phase(facts)
    if face is Phase.SUGGESTION and facts.draft and not facts.ticket.sealed:
        text = suggested_reply(facts, facts.draft, clean(facts.draft.body), words)
        return [text, *sources(facts, facts.draft, words), *track_record(facts, words)]
    if (
        facts.reply
        and facts.reply.body
        and facts.reply.state is not ReplyState.TAKEN_BACK
        and face is not Phase.SUGGESTION
        and not (face is Phase.SENT and any(one.reply_id == facts.reply.id for one in facts.messages[-_MESSAGES:]))
    ):
        return [put_up_reply(facts, facts.reply, clean(facts.reply.body), words)]
    return []


def _open_questions(facts: CardFacts, words: Words) -> list[Json]:
    questions = [rich_text.line(rich_text.isolated(inline(one, 200))) for one in facts.summary.open_questions[:6]]
    if not questions:
        return []
    title = rich_text.line(rich_text.text(words.open_questions, bold=True))
    return [rich_text.block(f"{facts.ticket.number}:questions", title, rich_text.bullets(*questions))]


def _passages(facts: CardFacts, words: Words) -> list[Json]:
    """What a person will want to read before answering: passages, never a text to send. What the suggestion below
    quotes is among its sources."""
    number, face = facts.ticket.number, phase(facts)
    if face in _ANSWERED:
        return []
    standing = facts.draft if face is Phase.SUGGESTION and not facts.ticket.sealed else None
    quoted_below = {one.id for one in evidence(standing)} if standing else set()
    worth = [one for one in facts.summary.passages if one.id not in quoted_below]
    blocks: list[Json] = []
    for index, one in enumerate(worth[:5], start=1):
        told = source_words(facts, one, words)
        title = f"{words.passages} {told}" if index == 1 else told
        blocks.append(context(title, block_id=f"{number}:passage-{index}"))
        if one.quote:
            quoted = rich_text.quote(rich_text.text(inline(one.quote, 500)))
            blocks.append(rich_text.block(f"{number}:passage-{index}:quote", quoted))
    return blocks


def _said(message: Message, words: Words) -> list[Json]:
    note = f" · {words.team_note}" if message.author == "note" and message.author_name.strip() else ""
    head = [rich_text.text(writer(message, words), bold=True), rich_text.text(f"{note}  "), rich_text.date(message.at)]
    own = excerpt(message.body)
    quoted = rich_text.quote(rich_text.text(own.text or words.text_removed_short))
    block_id = f"T-{message.ticket_id}:message-{message.id}"
    return [
        rich_text.block(block_id, rich_text.line(*head), quoted),
        *files_of(message, words, block_id=f"{block_id}:attached", among_others=True),
        *([show_in_full(message, words)] if own.more else []),
    ]
