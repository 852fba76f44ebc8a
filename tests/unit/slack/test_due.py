"""What cards, warnings and the snooze modal say of clocks: one due time, the nearest, and whether one stands still."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.sla import Due, DueAnswer, Target, WarningLine
from bot.domain.ticket import Holder, State
from bot.slack import modals, warning_view
from bot.slack.cards import card
from bot.slack.due import due_words
from bot.words import words
from tests.unit.slack.facts import FACTS, NOW, with_ticket
from tests.unit.slack.oracles import accepts_post, accepts_view, texts

EN, FR = words("en"), words("fr")
HOUR = timedelta(hours=1)
ANSWERED: dict[str, Any] = {"first_response_at": NOW}


@pytest.mark.parametrize(
    ("owed", "said", "french"),
    [
        ({}, "answer due ", "réponse attendue"),
        ({"first_response_due": NOW - HOUR}, "overdue, answer was due ", "en retard, réponse attendue"),
        ({**ANSWERED, "next_response_due": NOW + HOUR}, "next answer due ", "prochaine réponse attendue"),
        ({**ANSWERED, "next_response_due": NOW}, "overdue, next answer was due ", "en retard, prochaine réponse"),
        ({**ANSWERED, "resolution_due": NOW + HOUR}, "to be resolved by ", "à résoudre avant"),
        ({**ANSWERED, "resolution_due": NOW - HOUR}, "overdue, was to be resolved by ", "en retard, à résoudre avant"),
        (ANSWERED, "", ""),
    ],
)
def test_a_card_says_what_is_due(owed: dict[str, Any], said: str, french: str) -> None:
    facts = with_ticket(state=State.OPEN, **owed)
    assert due_words(facts, EN).startswith(said)
    assert due_words(facts, FR).startswith(french)
    assert (due_words(facts, EN) == "") == (said == "")


def test_of_several_the_nearest_is_shown_alone() -> None:
    facts = with_ticket(state=State.OPEN, **ANSWERED, next_response_due=NOW + 2 * HOUR, resolution_due=NOW + HOUR)
    shown = "".join(texts(card(facts, EN).blocks))
    assert "to be resolved by " in shown
    assert "next answer due" not in shown


def test_a_clock_that_waits_for_the_customer_stands_still() -> None:
    waiting = replace(
        with_ticket(state=State.WAITING_CUSTOMER, **ANSWERED), holder=Holder("customer"), holder_person=None
    )
    assert due_words(waiting, EN) == ""
    stopped = replace(waiting, clock_stopped=True)
    shown = "".join(texts(card(stopped, EN).blocks))
    assert "Waiting for the customer · clock stopped" in shown


def test_what_is_resolved_owes_nothing() -> None:
    done = replace(with_ticket(state=State.RESOLVED, resolved_at=NOW), holder=Holder("nobody"), holder_person=None)
    assert due_words(done, EN) == ""


# Warnings


def answer(number: int, due: datetime, target: Target = Target.FIRST, **more: Any) -> DueAnswer:
    return DueAnswer(due, number, overdue=due <= NOW, target=target, **more)


def test_a_channels_line_keeps_resolutions_apart() -> None:
    line = WarningLine.of(
        [
            answer(1, NOW + HOUR),
            answer(2, NOW + HOUR, Target.NEXT),
            answer(3, NOW + HOUR, Target.RESOLUTION),
            answer(4, NOW - HOUR, Target.RESOLUTION),
        ]
    )
    post = warning_view.line(line, EN)
    accepts_post(post)
    soon, resolution, overdue = post.text.split(" · ")
    assert soon.startswith("Answer due soon: T-1 (")
    assert "T-2" in soon
    assert resolution.startswith("To be resolved soon: T-3 (")
    assert overdue.startswith("Overdue: T-4 (resolution) since ")


@pytest.mark.parametrize("said", [EN, FR])
def test_a_lead_reads_who_has_what_and_no_mention(said: Any) -> None:
    line = WarningLine.of(
        [
            answer(number, NOW - HOUR, held_by=number % 3, holder="<@U0ANA> Ana" if number % 3 else "")
            for number in range(1, 40)
        ]
    )
    post = warning_view.lead_line(line, said)
    accepts_post(post)
    assert "<@U0ANA>" not in post.text
    assert "T-15 " in post.text
    assert "24" in post.text, "and how many more there are"
    accepts_post(warning_view.lead_line(WarningLine(), said))


def test_a_holder_is_mentioned_or_not() -> None:
    owed = Due(NOW + HOUR, Target.NEXT)
    loud = warning_view.holder_told("T-1", owed, EN, overdue=False, mention="U0ANA")
    quiet = warning_view.holder_told("T-1", owed, EN, overdue=True)
    accepts_post(loud)
    accepts_post(quiet)
    assert loud.text.startswith("<@U0ANA> T-1: next answer due ")
    assert quiet.text.startswith("T-1: overdue, next answer was due ")


def test_the_snooze_modal_says_what_falls_due_meanwhile() -> None:
    offered = (("hour", NOW + HOUR), ("next_day", NOW + 24 * HOUR))
    view = modals.snooze(FACTS, EN, offered)
    accepts_view(view)
    shown = "\n".join(texts(view["blocks"]))
    assert "Clocks run on while it sleeps: answer due " in shown
    assert shown.count(" · after it is due") == 1, "the one that wakes it too late"
    calm = modals.snooze(with_ticket(first_response_due=None), EN, offered)
    assert "Clocks run on" not in "\n".join(texts(calm["blocks"]))
