"""The row of buttons under a card: one primary button at most, always in the same order."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from bot.domain.card import CardFacts
from bot.domain.draft import MAY_BE_ASKED, DraftState
from bot.domain.escalation import OPEN
from bot.domain.record import LinkedRecord
from bot.domain.reply import ReplyState
from bot.domain.roles import Action
from bot.domain.ticket import SNOOZABLE, State
from bot.slack import actions as act
from bot.slack.act_buttons import ended, place, release, to_release
from bot.slack.limits import ID, Json, Post, actions, button, grouped_select, option
from bot.slack.mrkdwn import cut, inline
from bot.slack.phase import Phase
from bot.words import Words

#: What a button or an entry of **More…** asks for, where that is not called the same.
_ASKS_FOR: Final = {
    act.SECOND_APPROVE: Action.SECOND_APPROVAL,
    act.READ_BEFORE_SENDING: Action.APPROVE,
    act.CHECK_AGAIN: Action.READ_AGAIN,
    act.OTHER_TYPE: Action.CHANGE_TYPE,
    act.ARRIVED: Action.WRITE_REPLY,
    act.SEND_AGAIN: Action.WRITE_REPLY,
    act.EXPLAIN: Action.READ,
    act.WAKE: Action.SNOOZE,
    act.QUOTES: Action.READ,
    act.GOOD: Action.RATE,
    act.BAD: Action.RATE,
    act.CHECK_SOURCE: Action.READ,
    act.IS_A_REQUEST: Action.NOT_A_REQUEST,
    act.OPEN: Action.READ,
    act.ADD_NOTE: Action.NOTE,
    act.HOLDING: Action.WRITE_REPLY,
}


_UNDER_WAY: Final = (ReplyState.AWAITING_KEYS, ReplyState.UNDO, ReplyState.SENDING, ReplyState.UNSURE)


def row(facts: CardFacts, phase: Phase, words: Words, *, in_full: bool = True) -> Json:
    """The buttons for a card in `phase`. `in_full`: the whole text is on the card, so it may be approved there."""
    return in_a_row(facts, words, *_elements(facts, phase, words, in_full=in_full))


def in_a_row(facts: CardFacts, words: Words, *elements: Json) -> Json:
    """These buttons and **More…**, without those that whoever opened the ticket may not press."""
    once = {act.ESCALATE} if facts.escalation is not None and facts.escalation.stage in OPEN else set()
    pressed = [one for one in elements if may(facts, one["action_id"]) and one["action_id"] not in once]
    return actions(*pressed, more(facts, words), block_id=f"{facts.ticket.number}:actions:{facts.ticket.version}")


def forgetful(message: Post, drawing: str) -> Post:
    """A card whose **More…** does not show what was chosen last: to Slack its row is another one in each `drawing`."""
    *above, buttons = message.blocks
    return replace(message, blocks=[*above, {**buttons, "block_id": cut(f"{buttons['block_id']}:{drawing}", ID)}])


def may(facts: CardFacts, name: str) -> bool:
    """Whether whoever opened the ticket may press a button of this name; what everybody reads offers it to all."""
    if name == act.RELEASE and not to_release(facts):
        return False
    return facts.may is None or _ASKS_FOR.get(name, name) in facts.may


def _elements(facts: CardFacts, phase: Phase, words: Words, *, in_full: bool) -> list[Json]:
    escalate = button(words.escalate, act.ESCALATE, act.value(facts.ticket.id))
    match phase:
        case Phase.SUGGESTION if facts.changed[0]:
            again = _read_again(facts, words, "primary")
            return [claim(facts, words), again, *_check(facts, words), *_edit_and_reject(facts, words), escalate]
        case Phase.SUGGESTION:
            send = _send(facts, words) if in_full else _read(facts, words.read_before_sending)
            return [claim(facts, words), send, *_edit_and_reject(facts, words), escalate]
        case Phase.STOPPED if facts.draft and facts.draft.state is DraftState.PROPOSED:
            again = _read(facts, words.read_again)
            return [claim(facts, words), again, *_edit_and_reject(facts, words), escalate]
        case Phase.ASKED:
            return [*_type_question(facts, words), claim(facts, words), escalate]
        case Phase.AWAITING_KEYS | Phase.UNDO:
            return reply_buttons(facts, words)
        case Phase.UNSURE:
            return [*reply_buttons(facts, words), claim(facts, words), escalate]
        case Phase.STOPPED:
            return [claim(facts, words), _read_again(facts, words), escalate]
        case Phase.RESOLVED:
            return [_reopen(facts, words)]
        case Phase.ASLEEP:
            return [_wake(facts, words), claim(facts, words), escalate]
        case Phase.ENDED:
            return ended(facts, words)
        case Phase.SENDING:
            return []
        case _:
            more_to_do = [*_check(facts, words), *_unreachable(facts, words), *_ask_for_it(facts, words)]
            return [claim(facts, words, primary=True), *_write(facts, phase, words), *more_to_do, escalate]


def _write(facts: CardFacts, phase: Phase, words: Words) -> list[Json]:
    """**Write reply**, where somebody has the ticket and no suggestion stands: it is what they are going to do."""
    without = phase in (Phase.WAITING_FOR_DRAFT, Phase.WITHHELD, Phase.REJECTED)
    if facts.ticket.assignee_id is None or not without:
        return []
    return [button(words.write_reply, act.WRITE_REPLY, act.value(facts.ticket.id), "primary")]


def _ask_for_it(facts: CardFacts, words: Words) -> list[Json]:
    """**Ask for it**, where there is no suggestion because something is missing."""
    missing = facts.draft is not None and facts.draft.reason in MAY_BE_ASKED and facts.missing
    return [button(words.ask_for_it, act.ASK_FOR_IT, draft_value(facts))] if missing else []


def _unreachable(facts: CardFacts, words: Words) -> list[Json]:
    """**Check order 4417 again**, where there is no suggestion because it could not be read."""
    failed = [linked for linked in facts.records if linked.state == "unreachable"]
    if not failed or not facts.prepared:
        return []
    return [button(check_again(failed, words), act.CHECK_AGAIN, act.value(facts.ticket.id))]


def check_again(records: Sequence[LinkedRecord], words: Words) -> str:
    """`Check order 4417 again`; of several, `Check the records again`."""
    one = words.record_within(records[0].source, records[0].key) if len(records) == 1 else ""
    return words.check_again(inline(one, 50))


def _check(facts: CardFacts, words: Words) -> list[Json]:
    """**I checked this…**, where nothing else can happen before; what is due only soon stands in **More…**."""
    return (
        [button(words.check_source, act.CHECK_SOURCE, act.value(facts.ticket.id))]
        if facts.blocked and facts.to_check
        else []
    )


def judge(facts: CardFacts, words: Words) -> list[Json]:
    """The row under a suggestion's sources: read them, ask for another text, a thumb. Nothing for who may not."""
    draft = facts.draft
    if draft is None or draft.asks:
        return []
    value = draft_value(facts)
    newer = facts.newer_draft and not facts.changed[0]
    offered = [
        button(words.quotes, act.QUOTES, value),
        button(words.show_newer, act.READ_AGAIN, value) if newer else button(words.redraft, act.REDRAFT, value),
        button(words.good, act.GOOD, value, spoken=words.good_spoken),
        button(words.bad, act.BAD, value, spoken=words.bad_spoken),
    ]
    shown = [element for element in offered if may(facts, element["action_id"])]
    return [actions(*shown, block_id=f"{facts.ticket.number}:judge-{draft.id}")] if shown else []


def more(facts: CardFacts, words: Words) -> Json:
    """`More…`: a menu, since an overflow takes five choices only. It offers what works in the ticket's state."""
    groups = [
        (label, [option(text, act.more_value(name, facts.ticket.id)) for text, name in entries if may(facts, name)])
        for label, entries in _groups(facts, words)
    ]
    return grouped_select(words.more, act.MORE, [(label, options) for label, options in groups if options])


def _groups(facts: CardFacts, words: Words) -> list[tuple[str, list[tuple[str, str]]]]:
    told = [(words.explain, act.EXPLAIN), (words.history, act.HISTORY), *_reporting(facts, words)]
    if facts.ticket.ended:
        return [(words.group_look, told)]
    look = (words.group_look, [*_checking(facts, words), *told])
    sealed = facts.ticket.sealed
    mark = (words.unmark_sensitive, act.UNMARK_SENSITIVE) if sealed else (words.mark_sensitive, act.MARK_SENSITIVE)
    change = [mark, (words.change_type, act.CHANGE_TYPE)]
    if facts.ticket.state is State.RESOLVED:
        return [(words.group_change, change), look]
    waits = facts.reply is not None and facts.reply.state is ReplyState.AWAITING_KEYS
    alone = [(words.send_alone, act.SEND_ALONE)] if waits else []
    note = (words.add_note, act.ADD_NOTE)
    on_its_way = facts.reply is not None and facts.reply.state in _UNDER_WAY
    escalated = facts.escalation is not None and facts.escalation.stage in OPEN
    waiting = (waits or not on_its_way) and (escalated or any(line.late for line in facts.handoffs))
    hold = [(words.holding, act.HOLDING)] if waiting else []
    answer = [*hold, *alone, (words.write_reply, act.WRITE_REPLY), (words.resolve, act.RESOLVE), note]
    snooze = [(words.snooze, act.SNOOZE)] if facts.ticket.state in SNOOZABLE else []
    if facts.to_check and not facts.blocked:
        change.append((words.check_source, act.CHECK_SOURCE))
    hand_off = [(words.hand_off, act.HAND_OFF)] if facts.departments else []
    settle = [(words.settle, act.SETTLE)] if facts.ticket.escalated_to else []
    change += place(facts, words)
    give = [(words.assign, act.ASSIGN), *release(facts, words), *hand_off, *settle]
    return [(words.group_answer, answer), (words.group_change, [*give, *snooze, *change]), look]


def _checking(facts: CardFacts, words: Words) -> list[tuple[str, str]]:
    """**Check order 4417 again**, unless a reply is on its way. Of a sealed ticket no entry names a record."""
    on_its_way = facts.reply is not None and facts.reply.state in _UNDER_WAY
    quiet = facts.ticket.state in (State.RESOLVED, State.WAITING_CUSTOMER)
    if not facts.records or facts.ticket.sealed or on_its_way or quiet or not facts.prepared:
        return []
    return [(check_again(facts.records, words), act.CHECK_AGAIN)]


def _reporting(facts: CardFacts, words: Words) -> list[tuple[str, str]]:
    """Where there is an answer that may be wrong it can be reported, and where one was reported that can be settled."""
    answered = (facts.draft and facts.draft.body) or (facts.reply and facts.reply.body)
    return [
        *([(words.report, act.REPORT)] if answered else []),
        *([(words.settle_report, act.SETTLE_REPORT)] if facts.reports else []),
    ]


def claim(facts: CardFacts, words: Words, *, primary: bool = False) -> Json:
    """**Claim**, or **Take over** where somebody has it; for its holder, in private, **Release**."""
    ticket = facts.ticket
    if facts.may is not None and Action.TAKE_OVER not in facts.may and Action.RELEASE in facts.may:
        return button(words.release, act.RELEASE, act.value(ticket.id))
    if ticket.assignee_id is not None:
        return button(words.take_over, act.TAKE_OVER, act.value(ticket.id))
    return button(words.claim, act.CLAIM, act.value(ticket.id), "primary" if primary else "")


def draft_value(facts: CardFacts) -> str:
    """What a button about the draft acts on: the ticket, this very draft (or question), and the newest message seen."""
    draft_id = facts.draft.id if facts.draft else None
    return act.value(facts.ticket.id, d=draft_id, m=facts.ticket.last_message_id)


def _send(facts: CardFacts, words: Words) -> Json:
    return button(words.approve, act.APPROVE, draft_value(facts), "primary")


def _read_again(facts: CardFacts, words: Words, style: Literal["", "primary"] = "") -> Json:
    return button(words.read_again, act.READ_AGAIN, draft_value(facts), style)


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


def open_buttons(facts: CardFacts, words: Words) -> list[Json]:
    """What may be done behind the seal besides **More…**: there is no suggestion to act on."""
    if facts.ticket.ended:
        return ended(facts, words)
    if ours := reply_buttons(facts, words):
        return ours
    match facts.ticket.state:
        case State.RESOLVED:
            return [_reopen(facts, words)]
        case State.SNOOZED:
            return [_wake(facts, words), claim(facts, words)]
        case _:
            return [claim(facts, words, primary=True)]


def _reopen(facts: CardFacts, words: Words) -> Json:
    return button(words.reopen, act.REOPEN, act.value(facts.ticket.id))


def _wake(facts: CardFacts, words: Words) -> Json:
    return button(words.wake, act.WAKE, act.value(facts.ticket.id), "primary")


def _second(facts: CardFacts, words: Words) -> Json:
    return button(words.second_approve, act.SECOND_APPROVE, _reply_value(facts), "primary")


def _take_back(facts: CardFacts, words: Words) -> Json:
    return button(words.take_back, act.TAKE_BACK, _reply_value(facts))


def _reply_value(facts: CardFacts) -> str:
    return act.value(facts.ticket.id, r=facts.reply.id if facts.reply else None)
