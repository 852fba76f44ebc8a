"""The one line of a card that says what is happening with its reply or its ticket."""

from datetime import datetime

from bot.domain.card import CardFacts
from bot.domain.message import Message
from bot.domain.reply import Reply, ReplyState
from bot.domain.ticket import State
from bot.slack import rich_text
from bot.slack.limits import Json
from bot.slack.mrkdwn import clock, escape, inline, when
from bot.slack.people import approvers, name_of
from bot.slack.phase import Phase, answered_outside
from bot.words import Words


def state_line(facts: CardFacts, face: Phase, words: Words) -> str:
    """What is happening, as mrkdwn; empty where the rest of the card says it.

    For a sealed ticket it gives away no reason for a stop, since that may name a record.
    """
    if face is Phase.RESOLVED:
        return words.resolved(escape(inline(facts.resolver, 60)), _took(facts, words))
    if face is Phase.ENDED and facts.ticket.state is State.NOT_A_REQUEST:
        return words.no_request(escape(inline(facts.resolver, 60)))
    if facts.ticket.state is State.MERGED and facts.merged_into:
        return words.merged_by(f"T-{facts.merged_into}", escape(inline(facts.resolver, 60)))
    if face is Phase.ENDED:
        return words.ended(facts.ticket.state)
    if face is Phase.ASLEEP and facts.ticket.snoozed_until:
        return words.sleeps_until(when(facts.ticket.snoozed_until))
    if face is Phase.ANSWERED and (line := answered_outside(facts)) is not None:
        return _kept(facts, words.answered_outside("", clock(line.at), withdrawn=_withdrawn(facts)), words)
    if face is Phase.SUGGESTION and facts.changed[0]:
        return words.changed(escape(inline(words.why_stopped(*facts.changed), 200)))
    reply = facts.reply
    if reply is None:
        return ""
    return _reply_line(facts, reply, face, words)


def _reply_line(facts: CardFacts, reply: Reply, face: Phase, words: Words) -> str:
    names = escape(approvers(facts))
    reason = "" if facts.ticket.sealed else _why_stopped(facts, reply, words)
    match reply.state:
        case ReplyState.AWAITING_KEYS:
            wanted = [escape(name) for name in map(name_of, facts.second_approvers) if name]
            line = words.needs_approval(wanted)
            away = [words.stands_in(escape(name), when(at) if at else "", wanted) for name, at in _absent(facts)]
            return " · ".join([line, *([words.approved_by(names)] if names else []), *away])
        case ReplyState.UNDO if reply.stop_reason:
            return escape(words.waiting(*_unsealed(facts, reply)))
        case ReplyState.UNDO if reply.send_after:
            return words.sends_at(when(reply.send_after, "{time_secs}"))
        case ReplyState.SENDING if reply.repeats:
            return words.sending_again
        case ReplyState.SENDING if reply.looked_for:
            return words.looking
        case ReplyState.UNDO | ReplyState.SENDING:
            return words.sending
        case ReplyState.UNSURE:
            return words.unsure
        case ReplyState.SENT if face is Phase.SENT:
            return words.sent(clock(reply.sent_at) if reply.sent_at else "", names)
        case ReplyState.STOPPED if face is Phase.STOPPED:
            return _kept(facts, words.stopped(reply.stop_reason, reason), words)
        case ReplyState.STOPPED:
            return _kept(facts, words.stopped_before(reason), words)
        case ReplyState.TAKEN_BACK if facts.unsent:
            return _kept(facts, words.taken_back, words)
        case _:
            return ""


def _absent(facts: CardFacts) -> list[tuple[str, datetime | None]]:
    return [(name, until) for place, until in facts.absent if (name := name_of(place))]


def answered_line(facts: CardFacts, line: Message, words: Words) -> list[Json]:
    """Who of the team gave an answer past Deskhand and when, as parts of rich text: a name from elsewhere is only text
    there."""
    told = words.answered_outside(inline(line.author_name, 60), "\0", withdrawn=_withdrawn(facts))
    before, _, after = _kept(facts, told, words).partition("\0")
    return [rich_text.text(before), rich_text.date(line.at, "{time}"), rich_text.text(after)]


def _withdrawn(facts: CardFacts) -> bool:
    return facts.draft is not None or (facts.reply is not None and facts.reply.state is ReplyState.STOPPED)


def _unsealed(facts: CardFacts, reply: Reply) -> tuple[str, dict[str, str]]:
    """What a reply waits for and which record that is, the latter only where the ticket is not sealed."""
    return reply.stop_reason, {} if facts.ticket.sealed else facts.stop_facts


def _kept(facts: CardFacts, line: str, words: Words) -> str:
    """The line, and where to find again what somebody typed."""
    return f"{line} {words.text_kept}" if facts.unsent else line


def _why_stopped(facts: CardFacts, reply: Reply, words: Words) -> str:
    """What changed before the reply could leave, as mrkdwn."""
    if not reply.stop_reason:
        return ""
    return escape(inline(words.why_stopped(reply.stop_reason, facts.stop_facts), 200))


def _took(facts: CardFacts, words: Words) -> str:
    ticket = facts.ticket
    if ticket.resolved_at is None:
        return ""
    return words.duration(int((ticket.resolved_at - ticket.created_at).total_seconds()))
