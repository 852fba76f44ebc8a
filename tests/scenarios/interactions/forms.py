"""Every form that can be submitted, opened by its button or entry and filled in."""

from datetime import timedelta
from typing import Any, Final

from bot.slack import actions as act
from handlers import notes, shortcuts
from tests.flow.clock import MONDAY
from tests.flow.desk import ANA, BOB, GIL, LENA, LOGISTICS, MARTA, OMAR, TOMAS
from tests.scenarios.interactions import scenes, weeks
from tests.scenarios.interactions.made import (
    EACH,
    LAST,
    NO_TICKET,
    OTHERS,
    RECORD,
    SEALS,
    Interaction,
    Setting,
    Stage,
    button,
    entry,
    form,
    simple,
)

#: A moment that lies ahead, in Unix seconds.
AHEAD: Final = int((MONDAY + timedelta(days=1)).timestamp())


def from_button(name: str, value: Setting = simple, *, by: str = ANA, **entered: Any) -> Stage:
    return form(button(name, value, by=by), **entered)


def from_menu(name: str, value: Setting = simple, *, by: str = ANA, **entered: Any) -> Stage:
    return form(entry(name, value, by=by), **entered)


def of_department(name: str, value: Setting, again: str = "", **entered: Any) -> Interaction:
    return Interaction(
        stage=form(button(name, value, by=TOMAS, channel=LOGISTICS), **entered), outsiders=OTHERS, again=again
    )


#: By callback id (`handlers.modals.SUBMITS`).
FORMS: Final[dict[str, Interaction]] = {
    act.EDIT: Interaction(stage=from_button(act.EDIT, text="It is in Lyon.")),
    act.READ_BEFORE_SENDING: Interaction(stage=from_button(act.READ_BEFORE_SENDING)),
    act.REJECT: Interaction(stage=from_button(act.REJECT, reason="wrong_facts")),
    act.WRITE_REPLY: Interaction(stage=from_menu(act.WRITE_REPLY, text="It is in Lyon.")),
    act.ESCALATE: Interaction(stage=from_button(act.ESCALATE, reason="angry")),
    act.RESOLVE: Interaction(stage=from_menu(act.RESOLVE)),
    act.ASSIGN: Interaction(stage=from_menu(act.ASSIGN, person=OMAR)),
    act.SNOOZE: Interaction(stage=from_menu(act.SNOOZE), again=LAST),
    act.MARK_SENSITIVE: Interaction(stage=scenes.marks_sensitive, outsiders=(GIL,), when_over=SEALS, again=EACH),
    act.UNMARK_SENSITIVE: Interaction(
        stage=from_menu(act.UNMARK_SENSITIVE, scenes.marked, by=LENA, reason="He only asks."),
        outsiders=(GIL, TOMAS, BOB),
        when_over=SEALS,
    ),
    act.OTHER_TYPE: Interaction(stage=from_button(act.OTHER_TYPE, type="return_item")),
    act.CHANGE_TYPE: Interaction(stage=from_menu(act.CHANGE_TYPE, type="return_item")),
    act.SEND_ALONE: Interaction(
        stage=from_menu(act.SEND_ALONE, scenes.waiting_for_a_lead, by=LENA, reason="Everybody else is on a plane.")
    ),
    act.REDRAFT: Interaction(stage=from_button(act.REDRAFT, wish="shorter")),
    act.REPORT: Interaction(stage=from_menu(act.REPORT), when_over=RECORD, again=EACH),
    act.HAND_OFF: Interaction(stage=from_button(act.HAND_OFF, where="new:logistics", needs="Where is it?"), again=EACH),
    act.PROPOSE: of_department(act.PROPOSE, scenes.of_logistics, moment=AHEAD, again=LAST),
    act.DECLINE: of_department(act.DECLINE, scenes.of_logistics, reason="Not ours."),
    act.DONE: of_department(act.DONE, scenes.in_work, reason="Found."),
    act.NEED_MORE: of_department(act.NEED_MORE, scenes.in_work, reason="Which one?"),
    act.PASSING_ON: Interaction(
        stage=from_button(act.PASSING_ON, scenes.escalated, by=MARTA, person=LENA, reason="She knows.")
    ),
    act.SETTLE: Interaction(stage=from_button(act.SETTLE, scenes.accepted, by=MARTA, note="We refund it.")),
    act.ADD_NOTE: Interaction(stage=from_menu(act.ADD_NOTE, note="She called."), when_over=RECORD, again=EACH),
    act.ADD_AS_NOTE: Interaction(stage=scenes.adds_as_note, when_over=RECORD),
    act.CHANGE_PRIORITY: Interaction(stage=from_menu(act.CHANGE_PRIORITY, priority="urgent")),
    act.MOVE_QUEUE: Interaction(stage=from_menu(act.MOVE_QUEUE, queue="billing")),
    act.MERGE: Interaction(stage=scenes.merges),
    act.NEW_TICKET: Interaction(stage=scenes.writes_down, outsiders=(GIL,), again=EACH),
    act.SETTINGS: Interaction(
        stage=from_button(act.SETTINGS, scenes.nothing, language="fr"), outsiders=(GIL,), when_over=NO_TICKET
    ),
    act.AWAY: Interaction(stage=from_button(act.AWAY, scenes.nothing), outsiders=(GIL,), when_over=NO_TICKET),
    act.SPIKE_HAND_OFF: Interaction(
        stage=from_button(act.SPIKE_HAND_OFF, scenes.spike_value, by=LENA, where="new:logistics", needs="Where?"),
        when_over=NO_TICKET,
    ),
    act.HOLDING: Interaction(stage=from_button(act.HOLDING, scenes.accepted, by=MARTA)),
    act.REASSIGN: Interaction(stage=scenes.reassigns, outsiders=(GIL, TOMAS, ANA)),
    act.REVIEW: Interaction(
        stage=from_button(act.REVIEW, weeks.review, by=LENA, **{"score-tone": "3", "score-right": "4"}),
        outsiders=(GIL, TOMAS, ANA),
        when_over=RECORD,
    ),
    act.LEAVE_OUT: Interaction(
        stage=from_button(act.LEAVE_OUT, weeks.review, by=LENA, reason="involved"),
        outsiders=(GIL, TOMAS, ANA),
        when_over=RECORD,
    ),
    act.CHECK_SOURCE: Interaction(stage=from_button(act.CHECK_SOURCE, scenes.article, by=MARTA), again=LAST),
    act.HOLD_BACK: Interaction(stage=scenes.holds_back, outsiders=(GIL, TOMAS, ANA), when_over=NO_TICKET),
}

#: By callback id (`handlers.shortcuts`).
SHORTCUTS: Final[dict[str, Interaction]] = {
    shortcuts.NEW_TICKET: Interaction(stage=scenes.calls(shortcuts.NEW_TICKET), does="opens", outsiders=(GIL,)),
    shortcuts.MAKE_A_TICKET: Interaction(
        stage=scenes.calls(shortcuts.MAKE_A_TICKET, said="It broke."), does="opens", outsiders=(GIL,)
    ),
    notes.ADD_AS_NOTE: Interaction(stage=scenes.adds_in_thread, when_over=RECORD),
}
