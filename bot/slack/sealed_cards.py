"""Cards that carry no word of the customer's: sealed, moved, continued below, listed, and faded."""

from bot.domain.card import CardFacts
from bot.domain.ticket import Ticket
from bot.slack import actions as act
from bot.slack.due import due_words
from bot.slack.escalation_lines import escalation_buttons, escalation_line
from bot.slack.limits import Json, Post, actions, button, context, post, section
from bot.slack.mrkdwn import escape, inline, mention, quiet, when
from bot.slack.people import holder_name
from bot.slack.phase import phase
from bot.slack.state_lines import state_line
from bot.words import Words


def sealed_card(facts: CardFacts, words: Words, *, outbox_id: str = "", mention_owner: bool = False) -> Post:
    """Number, level and holder, and **Open**. With `mention_owner` the accountable owner is tagged."""
    ticket = facts.ticket
    title = words.sealed_title(ticket.number, ticket.level)
    holder = words.with_holder(facts.holder.kind, escape(holder_name(facts)))
    line = [part for part in (holder, due_words(facts, words), words.priority(ticket.priority)) if part]
    tagged = mention(facts.owner_slack_ids[0]) if mention_owner and facts.owner_slack_ids else ""
    state = state_line(facts, phase(facts), words)
    number = ticket.number
    blocks: list[Json] = [
        section(f"*{title}*", block_id=f"{number}:headline"),
        context(" · ".join(line), block_id=f"{number}:holder"),
        *([section(words.please_look(tagged), block_id=f"{number}:owner")] if tagged else []),
        *([context(state, block_id=f"{number}:state")] if state else []),
        *escalation_line(facts, words, reason=False),
        *escalation_buttons(facts, words),
        context(words.sealed_line, block_id=f"{number}:sealed"),
        actions(button(words.open, act.OPEN, act.value(ticket.id), "primary"), block_id=f"{number}:actions"),
    ]
    text = f"{title} · {words.with_holder(facts.holder.kind, quiet(holder_name(facts), 60))}"
    return post(f"{text}. {words.please_look(tagged)}" if tagged else text, blocks, outbox_id)


def moved(ticket: Ticket, channel: str, words: Words, *, outbox_id: str = "") -> Post:
    """What stays of a card in the channel that its ticket has left. `channel` is the id of the new one."""
    text = words.moved(ticket.number, f"<#{escape(channel)}>")
    return post(text, [context(text, block_id=f"{ticket.number}:moved")], outbox_id)


def continues_below(ticket: Ticket, words: Words, *, outbox_id: str = "") -> Post:
    """What stays of a card when its ticket got a new one at the bottom of the channel."""
    text = words.continues_below(ticket.number)
    return post(text, [context(text, block_id=f"{ticket.number}:below")], outbox_id)


def faded(facts: CardFacts, words: Words, *, outbox_id: str = "") -> Post:
    """What stays of an ended ticket's card once its text is kept in Slack no longer: a line, and **Open**."""
    ticket, number = facts.ticket, facts.ticket.number
    kind = "" if ticket.sealed else escape(inline(facts.type_title, 60))
    at = when(facts.gone_from_slack_at, "{date_long}") if facts.gone_from_slack_at else ""
    text = words.removed_here(number, kind, words.state(ticket.state), at)
    blocks = [
        context(text, block_id=f"{number}:faded"),
        actions(button(words.open, act.OPEN, act.value(ticket.id)), block_id=f"{number}:actions"),
    ]
    return post(text, blocks, outbox_id)


def listed(ticket: Ticket, words: Words, *, outbox_id: str = "") -> Post:
    """What stays of a card when its ticket stands on a burst card from now on."""
    text = words.listed(ticket.number)
    return post(text, [context(text, block_id=f"{ticket.number}:listed")], outbox_id)
