"""An escalation is an agreement: who is asked by which rule, who comes next, who has it, and who hears of it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.desk import Desk, DeskFile, EscalationRule, When
from bot.domain.errors import RefusalCode, Refused
from bot.domain.escalation import Escalation, Stage
from bot.domain.schedule import TimerKind
from bot.flow import absence, card, claim, escalation_answers, timers
from bot.flow.card import facts
from bot.flow.escalate import escalate
from store import escalations, journal
from store import timers as timer_rows
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import (
    ANA,
    BOB,
    DELICATE,
    DESK,
    LENA,
    MARTA,
    NADIA,
    OMAR,
    PRIYA,
    TOMAS,
    arrives,
    people,
)  # fmt: skip
from tests.flow.ledger import notices, sound

HOUR = timedelta(hours=1)


def desk(*rules: EscalationRule, on_call: str = "", **settings: Any) -> Desk:
    """The desk with other rules of escalation."""
    file = DESK.file
    escalation = file.escalation.model_copy(update={"rules": rules, **settings})
    queues = (file.queues[0].model_copy(update={"on_call": on_call}), *file.queues[1:])
    changed: DeskFile = file.model_copy(update={"escalation": escalation, "queues": queues})
    return DESK.model_copy(update={"file": changed})


async def raised(store: Store, number: int = 88, *, reason: str = "angry", by: str = ANA, **changes: Any) -> int:
    """Ana has a ticket and escalates it."""
    ticket_id = await arrives(store, number, **changes)
    await store.write(claim.claim, ticket_id, by)
    await store.write(escalate, ticket_id, reason, "", by, f"V-raise-{number}")
    return ticket_id


async def standing(store: Store, ticket_id: int) -> Escalation:
    found = await store.read(escalations.newest, ticket_id)
    assert found is not None
    await sound(store, ticket_id)
    return found


async def told(store: Store, kind: str = "escalat") -> list[tuple[str, str]]:
    return [(name, to) for name, to in await store.read(notices) if name.startswith(kind)]


async def tick(store: Store) -> None:
    for timer in await store.read(timers.due, 50):
        if timer.kind is TimerKind.ESCALATION:
            await store.write(timers.run, timer.id)


async def actions(store: Store, ticket_id: int) -> list[str]:
    return [entry.action for entry in await store.read(journal.entries, ticket_id)]


async def test_the_owner_is_asked_and_has_an_hour_of_open_time(either: Store, clock: Clock) -> None:
    ticket_id = await raised(either)  # at eight; the queue opens at nine
    assert await told(either) == [("escalated", "@marta")]
    (timer,) = await either.read(timer_rows.of, TimerKind.ESCALATION)
    assert timer.due_at == clock.at + 2 * HOUR
    shown = (await either.read(facts, ticket_id)).escalation
    assert shown is not None
    assert (shown.to, shown.to_id, shown.by, shown.reason, shown.accepted_at) == ("Marta", MARTA, "Ana", "angry", None)


@pytest.mark.parametrize(
    ("rule", "reason", "to"),
    [
        (EscalationRule(name="orders", when=When(type=("order_status",)), to="@nadia"), "angry", "@nadia"),
        (EscalationRule(name="refunds", when=When(type=("refund",)), to="@nadia"), "angry", "@marta"),
        (EscalationRule(name="angry", reasons=("angry",), to="@nadia"), "angry", "@nadia"),
        (EscalationRule(name="angry", reasons=("angry",), to="@nadia"), "other", "@marta"),
        (EscalationRule(name="sensitive", when=When(sensitivity=("sensitive",)), to="@nadia"), "angry", "@marta"),
        (EscalationRule(name="calm", when=When(sensitivity=("none",)), to="@lena"), "angry", "@lena"),
        (EscalationRule(name="worth", when=When(value_at_least=100), to="@nadia"), "angry", "@marta"),
        (EscalationRule(name="owner, sooner", within=timedelta(minutes=5)), "angry", "@marta"),
    ],
)
async def test_the_first_rule_that_fits_says_who(support: Store, rule: EscalationRule, reason: str, to: str) -> None:
    support.desk = desk(rule)
    ticket_id = await raised(support, reason=reason)
    assert await told(support) == [("escalated", to)]
    found = await standing(support, ticket_id)
    assert found.rule == (rule.name if to == rule.to or not rule.to else "")


async def test_without_a_rule_the_file_s_own_person_is_asked(support: Store) -> None:
    support.desk = desk(to="@nadia", within=timedelta(minutes=30))
    found = await standing(support, await raised(support))
    assert await told(support) == [("escalated", "@nadia")]
    assert found.within == timedelta(minutes=30)


async def test_if_nobody_acts_the_next_one_is_asked_each_once_and_on_call_last(support: Store, clock: Clock) -> None:
    support.desk = desk(EscalationRule(name="all", to="@nadia", within=HOUR), on_call="@tomas")
    ticket_id = await raised(support)
    clock.move(2 * HOUR - timedelta(seconds=1))
    await tick(support)
    assert await told(support) == [("escalated", "@nadia")]
    for _ in range(7):
        clock.move(HOUR)
        await tick(support)
        await tick(support)
    assert await told(support) == [
        ("escalated", "@nadia"),
        ("escalated_late", "@marta"),
        ("escalated_late", "@priya"),
        ("escalated_late", "@tomas"),
        ("escalation_unanswered", ANA),
    ]
    assert await support.read(timer_rows.of, TimerKind.ESCALATION) == []
    assert (await actions(support, ticket_id)).count("escalation.asked_next") == 3
    shown = (await support.read(facts, ticket_id)).escalation
    assert shown is not None
    assert shown.asked == ("Nadia", "Marta", "Priya", "Tomas")


async def test_after_a_day_of_downtime_one_more_is_asked_and_not_all_at_once(support: Store, clock: Clock) -> None:
    await raised(support)
    clock.move(timedelta(days=1))
    await tick(support)
    await tick(support)
    assert await told(support) == [("escalated", "@marta"), ("escalated_late", "@priya")]


async def test_who_escalates_is_not_asked(support: Store) -> None:
    await raised(support, by=MARTA)
    assert await told(support) == [("escalated", "@priya")]


async def test_accepted_nobody_else_is_asked_and_it_is_theirs(support: Store, clock: Clock) -> None:
    ticket_id = await raised(support)
    clock.move(HOUR)
    await support.write(people)
    taken = await support.write(escalation_answers.accept, ticket_id, MARTA)
    found = await standing(support, ticket_id)
    assert (found.stage, found.accepted_at) == (Stage.ACCEPTED, clock.at)
    assert taken is not None
    assert taken.assignee_id == found.accepted_by
    clock.move(timedelta(days=3))
    await tick(support)
    assert await told(support) == [("escalated", "@marta"), ("escalation_news", ANA)]
    shown = (await support.read(facts, ticket_id)).escalation
    assert shown is not None
    assert shown.to == "Marta"


async def test_one_of_two_who_accept_at_once_has_it(either: Store) -> None:
    ticket_id = await raised(either)
    outcomes = await asyncio.gather(
        *(either.write(escalation_answers.accept, ticket_id, who) for who in (MARTA, PRIYA, LENA)),
        return_exceptions=True,
    )
    refused = [one for one in outcomes if isinstance(one, Refused)]
    assert [one.code for one in refused] == [RefusalCode.ESCALATION_TAKEN] * 2
    assert len({one.facts["who"] for one in refused}) == 1
    assert (await actions(either, ticket_id)).count("escalation.accepted") == 1


@pytest.mark.parametrize("who", [ANA, OMAR, BOB, TOMAS])
async def test_nobody_else_accepts_passes_on_or_settles(support: Store, who: str) -> None:
    ticket_id = await arrives(support)
    await support.write(escalate, ticket_id, "angry", "", ANA, "V1")
    deeds = (
        (escalation_answers.accept, (ticket_id, who)),
        (escalation_answers.pass_on, (ticket_id, LENA, "Take it", who, "V2")),
        (escalation_answers.settle, (ticket_id, "", who, "V3")),
    )
    for deed, given in deeds:
        with pytest.raises(Refused) as refused:
            await support.write(deed, *given)
        assert refused.value.code in (RefusalCode.NOT_YOUR_ROLE, RefusalCode.NOT_A_MEMBER)
    assert (await standing(support, ticket_id)).stage is Stage.ASKED


async def test_whom_a_rule_names_may_read_and_accept_a_sealed_ticket_and_nobody_beside(support: Store) -> None:
    support.desk = desk(EscalationRule(name="law", to="@tomas"))
    ticket_id = await raised(support, by=LENA, body=DELICATE)
    opened = await support.write(card.opened, ticket_id, TOMAS)
    assert opened.escalation is not None
    assert "lawyer" in opened.escalation.glance.wants
    with pytest.raises(Refused):
        await support.write(card.opened, ticket_id, OMAR)
    await support.write(escalation_answers.accept, ticket_id, MARTA)
    with pytest.raises(Refused):  # it is Marta's now
        await support.write(card.opened, ticket_id, TOMAS)


async def test_passed_on_the_next_one_is_asked_with_the_same_time(support: Store, clock: Clock) -> None:
    ticket_id = await raised(support)
    clock.move(2 * HOUR)
    await support.write(people)
    passed = await support.write(escalation_answers.pass_on, ticket_id, LENA, "She knows GLS.", MARTA, "V2")
    assert passed is not None
    assert passed.escalated_to == LENA
    assert await told(support) == [("escalated", "@marta"), ("escalation_passed", LENA), ("escalation_news", ANA)]
    (timer,) = await support.read(timer_rows.of, TimerKind.ESCALATION)
    assert timer.due_at == clock.at + HOUR
    clock.move(HOUR)
    await tick(support)
    assert (await told(support))[-1] == ("escalated_late", "@priya")
    notes = [line.body for line in (await support.read(facts, ticket_id)).messages if line.author == "note"]
    assert notes == ["She knows GLS."]


async def test_each_is_asked_once_and_only_who_may_work_on_it(support: Store) -> None:
    ticket_id = await raised(support)
    for to, code in (
        (MARTA, RefusalCode.ALREADY_ASKED),
        (TOMAS, RefusalCode.NOT_YOUR_ROLE),  # a department reads no conversation
        ("U0NOBODY", RefusalCode.NOT_A_MEMBER),
    ):
        with pytest.raises(Refused) as refused:
            await support.write(escalation_answers.pass_on, ticket_id, to, "Please", MARTA, f"V-{to}")
        assert refused.value.code is code
    with pytest.raises(Refused) as refused:
        await support.write(escalation_answers.pass_on, ticket_id, LENA, "  ", MARTA, "V9")
    assert refused.value.code is RefusalCode.REASON_NEEDED


async def test_a_sealed_one_is_passed_on_only_to_who_may_see_it(support: Store) -> None:
    ticket_id = await raised(support, by=LENA, body=DELICATE)
    for to in (ANA, OMAR, BOB):
        with pytest.raises(Refused) as refused:
            await support.write(escalation_answers.pass_on, ticket_id, to, "Please", MARTA, f"V-{to}")
        assert refused.value.code is RefusalCode.NOT_YOUR_ROLE
    assert await support.write(escalation_answers.pass_on, ticket_id, NADIA, "A matter of law", MARTA, "V9")


async def test_what_was_accepted_can_be_passed_on_and_stays_with_them_until_somebody_accepts(support: Store) -> None:
    ticket_id = await raised(support)
    mine = await support.write(escalation_answers.accept, ticket_id, MARTA)
    passed = await support.write(escalation_answers.pass_on, ticket_id, LENA, "I leave at noon.", MARTA, "V2")
    assert mine is not None
    assert passed is not None
    assert passed.assignee_id == mine.assignee_id
    assert (await standing(support, ticket_id)).stage is Stage.ASKED
    await support.write(escalation_answers.accept, ticket_id, LENA)
    with pytest.raises(Refused) as refused:
        await support.write(escalation_answers.pass_on, ticket_id, NADIA, "No, I do", MARTA, "V3")
    assert refused.value.code is RefusalCode.ESCALATION_TAKEN


async def test_who_is_away_is_passed_over(support: Store, clock: Clock) -> None:
    await support.write(absence.away, None, MARTA, "V-away")
    await raised(support)
    assert await told(support) == [("escalated", "@priya")]
    clock.move(2 * HOUR)
    await tick(support)
    assert (await told(support))[-1] == ("escalated_late", "@marta"), "nobody else is left"


async def test_who_says_that_they_are_away_is_not_waited_for(support: Store, clock: Clock) -> None:
    await raised(support)
    await support.write(absence.away, None, MARTA, "V-away")
    await tick(support)
    assert await told(support) == [("escalated", "@marta"), ("escalated_late", "@priya")]
