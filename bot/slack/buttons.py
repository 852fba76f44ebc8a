"""The row of buttons under a card: one primary button at most, always in the same order."""

from bot.domain.card import CardFacts
from bot.domain.reply import ReplyState
from bot.domain.ticket import Ticket
from bot.slack import actions as act
from bot.slack.limits import Json, actions, button, grouped_select, option
from bot.slack.phase import Phase
from bot.words import Words


def row(facts: CardFacts, phase: Phase, words: Words, *, in_full: bool = True) -> Json:
    """The buttons for a card in `phase`. `in_full`: the whole text is on the card, so it may be approved there."""
    elements = _elements(facts, phase, words, in_full=in_full)
    menu = more(facts.ticket, words, ended=phase is Phase.ENDED)
    return actions(*elements, menu, block_id=f"{facts.ticket.number}:actions:{facts.ticket.version}")


def _elements(facts: CardFacts, phase: Phase, words: Words, *, in_full: bool) -> list[Json]:
    escalate = button(words.escalate, act.ESCALATE, act.value(facts.ticket.id))
    match phase:
        case Phase.SUGGESTION:
            send = _send(facts, words) if in_full else _read(facts, words.read_before_sending)
            return [claim(facts, words), send, *_edit_and_reject(facts, words), escalate]
        case Phase.STOPPED if facts.draft:
            again = _read(facts, words.read_again)
            return [claim(facts, words), again, *_edit_and_reject(facts, words), escalate]
        case Phase.ASKED:
            return [*_type_question(facts, words), claim(facts, words), escalate]
        case Phase.AWAITING_KEYS | Phase.UNDO:
            return reply_buttons(facts, words)
        case Phase.UNSURE:
            return [*reply_buttons(facts, words), claim(facts, words), escalate]
        case Phase.STOPPED:
            return [claim(facts, words), escalate]
        case Phase.RESOLVED:
            return [button(words.reopen, act.REOPEN, act.value(facts.ticket.id))]
        case Phase.SENDING | Phase.ENDED:
            return []
        case _:
            return [claim(facts, words, primary=True), escalate]


def more(ticket: Ticket, words: Words, *, ended: bool = False) -> Json:
    """`More…`: a menu, since an overflow takes five choices only. Of an ended ticket only what can be looked up."""
    groups = (
        [] if ended else [(words.group_answer, [(words.write_reply, act.WRITE_REPLY), (words.resolve, act.RESOLVE)])]
    )
    if not ended:
        mark = (
            (words.unmark_sensitive, act.UNMARK_SENSITIVE)
            if ticket.sealed
            else (words.mark_sensitive, act.MARK_SENSITIVE)
        )
        groups.append((words.group_change, [(words.assign, act.ASSIGN), mark, (words.change_type, act.CHANGE_TYPE)]))
    groups.append((words.group_look, [(words.explain, act.EXPLAIN), (words.history, act.HISTORY)]))
    return grouped_select(
        words.more,
        act.MORE,
        [(label, [option(text, act.more_value(name, ticket.id)) for text, name in named]) for label, named in groups],
    )


def claim(facts: CardFacts, words: Words, *, primary: bool = False) -> Json:
    """**Claim**, or **Take over** where somebody has it."""
    ticket = facts.ticket
    if ticket.assignee_id is not None:
        return button(words.take_over, act.TAKE_OVER, act.value(ticket.id))
    return button(words.claim, act.CLAIM, act.value(ticket.id), "primary" if primary else "")


def draft_value(facts: CardFacts) -> str:
    """What a button about the draft acts on: the ticket, this very draft (or question), and the newest message seen."""
    draft_id = facts.draft.id if facts.draft else None
    return act.value(facts.ticket.id, d=draft_id, m=facts.ticket.last_message_id)


def _send(facts: CardFacts, words: Words) -> Json:
    return button(words.approve, act.APPROVE, draft_value(facts), "primary")


def _read(facts: CardFacts, text: str) -> Json:
    return button(text, act.READ_BEFORE_SENDING, draft_value(facts), "primary")


def _edit_and_reject(facts: CardFacts, words: Words) -> list[Json]:
    value = draft_value(facts)
    return [button(words.edit, act.EDIT, value), button(words.reject, act.REJECT, value)]


def _type_question(facts: CardFacts, words: Words) -> list[Json]:
    other = button(words.other_type, act.OTHER_TYPE, act.value(facts.ticket.id))
    yes = button(words.confirm_type, act.CONFIRM_TYPE, draft_value(facts), "primary")
    return [yes, other] if facts.guess_title else [other]


def reply_buttons(facts: CardFacts, words: Words) -> list[Json]:
    """What may be done about a reply on its way, or one of which nobody knows whether it arrived."""
    match facts.reply.state if facts.reply else None:
        case ReplyState.AWAITING_KEYS:
            return [_second(facts, words), _take_back(facts, words)]
        case ReplyState.UNDO:
            return [_take_back(facts, words)]
        case ReplyState.UNSURE:
            value = _reply_value(facts)
            return [button(words.arrived, act.ARRIVED, value), button(words.send_again, act.SEND_AGAIN, value)]
        case _:
            return []


def _second(facts: CardFacts, words: Words) -> Json:
    return button(words.second_approve, act.SECOND_APPROVE, _reply_value(facts), "primary")


def _take_back(facts: CardFacts, words: Words) -> Json:
    return button(words.take_back, act.TAKE_BACK, _reply_value(facts))


def _reply_value(facts: CardFacts) -> str:
    return act.value(facts.ticket.id, r=facts.reply.id if facts.reply else None)
