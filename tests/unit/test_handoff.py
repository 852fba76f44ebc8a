"""The life of a handoff: what may be said when, what is due when, and who has the ball."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.desk import Department, Hours
from bot.domain.errors import RefusalCode, Refused
from bot.domain.handoff import (
    MAY_SAY,
    OPEN,
    PROMISES,
    RESULTS,
    Answer,
    Handoff,
    Item,
    Part,
    Stage,
    check,
    due,
    first_promise,
    next_deadline,
    shown,
    stage_after,
)
from bot.domain.hours import business_seconds
from bot.domain.record import LinkedRecord

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ASKED = Handoff(
    id=17, department="logistics", stage=Stage.ASKED, needs="Where are the parcels?", told="We are asking.",
    asked_by=1, asked_at=MONDAY, accept_by=MONDAY + HOUR, wanted_at=MONDAY + 8 * HOUR, promised_at=MONDAY + 8 * HOUR,
    answered_by=None, answered_at=None, missed="", tagged=True,
    items=(Item(ticket_id=1001, part=Part.WAITING), Item(ticket_id=1002, part=Part.WAITING)),
)  # fmt: skip
OFFICE = Hours.model_validate(
    {"time_zone": "Europe/Paris", "week": {"mon": [{"start": "09:00", "end": "17:00"}], "tue": [
        {"start": "09:00", "end": "17:00"}]}}
)  # fmt: skip


@given(st.sampled_from(Stage), st.lists(st.sampled_from(Answer), max_size=12), st.data())
def test_whatever_is_said_a_handoff_is_over_just_when_nothing_waits(
    stage: Stage, said: list[Answer], data: st.DataObject
) -> None:
    """Answers that may not be given change nothing; results end tickets, promises do not."""
    parts = [Part.WAITING] * data.draw(st.integers(1, 4))
    stage = stage_after(Stage.ASKED, parts)
    for answer in said:
        if answer not in MAY_SAY.get(stage, ()):
            with pytest.raises(Refused) as refused:
                check(stage, answer)
            assert refused.value.code is RefusalCode.HANDOFF_OVER
            continue
        check(stage, answer)
        if answer in PROMISES:
            stage = PROMISES[answer]
        else:
            parts[data.draw(st.sampled_from([n for n, part in enumerate(parts) if part is Part.WAITING]))] = RESULTS[
                answer
            ]
        stage = stage_after(stage, parts)
        assert (stage in MAY_SAY) == (Part.WAITING in parts)
        assert stage_after(stage, parts) is stage


@given(st.sampled_from(sorted(OPEN)), st.lists(st.sampled_from(Part), max_size=5))
def test_a_ticket_that_waits_again_asks_again(stage: Stage, parts: list[Part]) -> None:
    after = stage_after(stage, [*parts, Part.WAITING])
    assert after is (Stage.ASKED if stage is Stage.NEED_MORE else stage)


@given(st.integers(0, 7 * 24 * 60))
def test_a_departments_time_counts_on_its_own_clock(minutes: int) -> None:
    at = MONDAY + timedelta(minutes=minutes)
    department = Department(name="logistics", title="Logistics", channel="#ops", hours=OFFICE)
    accept, done = due(department, at)
    assert at < accept < done
    assert business_seconds(OFFICE, at, accept) == 3600
    assert business_seconds(OFFICE, at, done) == 8 * 3600


def test_a_holiday_of_theirs_does_not_count() -> None:
    department = Department(name="logistics", title="Logistics", channel="#ops", hours=OFFICE)
    assert due(department, MONDAY, frozenset({MONDAY.date()}))[0].date() == MONDAY.date() + timedelta(days=1)


def test_first_the_answer_is_late_then_the_promise_and_each_is_told_once() -> None:
    assert next_deadline(ASKED) == (ASKED.accept_by, "accept")
    told = replace(ASKED, missed="accept")
    assert next_deadline(told) == (ASKED.promised_at, "promise")
    assert next_deadline(replace(told, missed="promise")) is None
    assert next_deadline(replace(ASKED, stage=Stage.ACCEPTED)) == (ASKED.promised_at, "promise")
    nobody = tuple(replace(item, part=Part.DONE) for item in ASKED.items)
    assert next_deadline(replace(ASKED, items=nobody)) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=6))
def test_the_earliest_promise_that_still_stands_has_the_ball(promises: list[tuple[int, bool]]) -> None:
    given_ = [
        replace(
            ASKED, id=number, promised_at=MONDAY + hours * HOUR,
            items=(Item(ticket_id=1001, part=Part.WAITING if waits else Part.DONE),),
        )
        for number, (hours, waits) in enumerate(promises)
    ]  # fmt: skip
    found = first_promise(given_, 1001)
    standing = [hours for hours, waits in promises if waits]
    assert (found is None) == (not standing)
    if found is not None:
        assert found.promised_at == MONDAY + min(standing) * HOUR
    assert first_promise(given_, 1002) is None


def test_a_department_sees_its_fields_of_the_customers_own_records_only() -> None:
    fields = {"status": "in transit", "carrier": "GLS", "name": "Jo Doe", "price": "12"}
    own = LinkedRecord(source="orders", key="4417", state="own", fields=fields)
    assert shown(own, ("carrier", "orders.status", "billing.price", "eta")) == {
        "carrier": "GLS", "status": "in transit",
    }  # fmt: skip
    for state in ("foreign", "unknown", "unreachable"):
        assert shown(replace(own, state=state), ("carrier",)) == {}
    assert shown(own, ()) == {}
