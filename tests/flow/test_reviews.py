"""Conversations are drawn once a week, given to who may review them, and scored or left out once."""

from collections.abc import AsyncIterator
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from bot.domain.errors import RefusalCode, Refused
from bot.domain.review import Why
from bot.domain.story import SENT
from bot.flow import absence, claim, resolve, retention, reviews, timers
from bot.flow import reply as replying
from store import answers, tickets
from store import reviews as kept
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, BOB, DELICATE, GIL, LENA, MARTA, OMAR, arrives, last_message, suggest
from tests.flow.ledger import notices
from tests.flow.retention_days import DAY, all_due
from tests.flow.reviewed import ON, WEEK, person, samples, scores, to_review
from tests.flow.test_digest import arrived
from tests.flow.test_queue_plans import asked_of


@pytest.fixture(params=databases.KINDS)
async def reviewing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> (
    AsyncIterator[Store]
):  # fmt: skip
    """The desk with its reviews on, on both databases."""
    with databases.fresh(request.param, tmp_path_factory.mktemp("reviewing")) as url:
        store = Store(url, ON, secrets=[b"a key for tests"], clock=clock, now=clock)
        await store.open()
        await store.write(desk.people)
        yield store
        store.close()


async def answered(store: Store, clock: Clock, number: int, by: str = ANA, *, quick: bool = False) -> int:
    """A ticket that somebody has answered as it was suggested, after a minute's reading unless it is `quick`."""
    ticket_id = await arrives(store, number)
    draft_id = await store.write(suggest, ticket_id)
    await store.write(claim.claim, ticket_id, by)
    clock.move(timedelta(seconds=2 if quick else 60))
    sent = await store.write(replying.approve, draft_id, await store.read(last_message, ticket_id), by)
    await store.write(arrived, sent.id)
    return ticket_id


async def next_monday(store: Store, clock: Clock) -> None:
    clock.at = MONDAY + timedelta(days=7)
    await store.write(desk.people)


async def test_what_was_answered_last_week_is_given_to_others_and_they_are_told(reviewing: Store, clock: Clock) -> None:
    first = await answered(reviewing, clock, 1)
    by_lena = await answered(reviewing, clock, 2, by=LENA)
    unanswered = await arrives(reviewing, 3)
    await next_monday(reviewing, clock)
    assert await reviewing.write(reviews.draw) == 1
    (one,) = await reviewing.read(samples)
    lena, ana = [await reviewing.read(person, who) for who in (LENA, ANA)]
    assert (one.ticket_id, one.reviewer_id, one.answered_by, one.state) == (first, lena, ana, "waiting")
    assert one.week == MONDAY.date()
    assert {by_lena, unanswered}.isdisjoint({one.ticket_id})
    assert ("to_review", LENA) in await reviewing.read(notices)


async def test_a_week_is_drawn_once(reviewing: Store, clock: Clock) -> None:
    for number in range(5):
        await answered(reviewing, clock, number)
    await next_monday(reviewing, clock)
    assert await reviewing.write(reviews.draw) == 3
    clock.move(timedelta(days=2))
    assert await reviewing.write(reviews.draw) == 0
    assert len(await reviewing.read(samples)) == 3
    clock.move(timedelta(days=7))
    assert await reviewing.write(reviews.draw) == 0  # nothing was answered in that week


@pytest.mark.parametrize("more", [2, 20])
async def test_a_longer_week_takes_no_more_statements(support: Store, clock: Clock, more: int) -> None:
    """So that drawing holds the writer for a moment only, also where thousands were answered."""
    support.desk = ON
    for number in range(more):
        await support.write(desk.people)
        await answered(support, clock, number)
    await next_monday(support, clock)

    def drawing(uow: UnitOfWork) -> list[str]:
        asked = asked_of(uow, lambda: list(reviews.candidates(uow, MONDAY, clock.at, Random(1))))
        return [statement for statement, _ in asked]

    asked = await support.read(drawing)
    assert len(asked) <= 40, asked


async def test_what_was_answered_in_a_week_is_found_by_an_index(support: Store) -> None:
    start, end = MONDAY, MONDAY + timedelta(days=7)

    def plans(uow: UnitOfWork) -> list[str]:
        asked = asked_of(
            uow,
            lambda: kept.answered(uow, SENT, start, end),
            lambda: list(answers.sent(uow, SENT, start, end, (), 1000)),
        )
        return [
            str(row[-1])
            for statement, given in asked
            for row in uow.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        ]

    told = await support.read(plans)
    assert told
    assert not [plan for plan in told if plan.startswith("SCAN") and "ix_" not in plan], told
    assert all("ix_journal_action" in plan for plan in told if "journal" in plan), told


async def test_the_chore_is_there_only_where_it_is_wanted() -> None:
    assert "reviews" in timers.chores(ON.file)
    assert "reviews" not in timers.chores(desk.FILE)


async def test_why_a_conversation_was_drawn_is_told(reviewing: Store, clock: Clock) -> None:
    plain = await answered(reviewing, clock, 1)
    quick = await answered(reviewing, clock, 2, quick=True)
    await reviewing.write(resolve.resolve, quick, ANA)
    await reviewing.write(resolve.reopen, quick, ANA)
    await next_monday(reviewing, clock)
    await reviewing.write(reviews.draw)
    told = {one.ticket_id: set(one.reasons) for one in await reviewing.read(samples)}
    assert told == {plain: set(), quick: {Why.QUICK, Why.REOPENED}}


async def test_a_sealed_one_is_given_to_who_may_open_it(reviewing: Store, clock: Clock) -> None:
    """Nadia answers for what has no type; where is my order is Marta's, and Lena's as the queue's lead."""
    ticket_id = await arrives(reviewing, body=DELICATE)
    seen = await reviewing.read(last_message, ticket_id)
    sent = await reviewing.write(replying.send_text, ticket_id, "Hello", LENA, view_id="V1", message_id=seen)
    assert sent is not None
    await reviewing.write(replying.second_approve, sent.id, MARTA)
    await reviewing.write(arrived, sent.id)
    await next_monday(reviewing, clock)
    assert await reviewing.write(reviews.draw) == 0  # Lena has answered it, and Nadia may not open it


async def test_a_reviewer_who_is_away_is_given_nothing_while_another_is_here(reviewing: Store, clock: Clock) -> None:
    two = ON.file.reviews.model_copy(update={"reviewers": (LENA, OMAR)})
    reviewing.desk = ON.model_copy(update={"file": ON.file.model_copy(update={"reviews": two})})
    first = await answered(reviewing, clock, 1)
    await next_monday(reviewing, clock)
    await reviewing.write(absence.away, clock.at + timedelta(days=5), LENA, "V-away")
    assert await reviewing.write(reviews.draw) == 1
    (one,) = await reviewing.read(samples)
    assert (one.ticket_id, one.reviewer_id) == (first, await reviewing.read(person, OMAR))


async def test_where_all_are_away_it_waits_for_one_of_them(reviewing: Store, clock: Clock) -> None:
    await answered(reviewing, clock, 1)
    await next_monday(reviewing, clock)
    await reviewing.write(absence.away, clock.at + timedelta(days=5), LENA, "V-away")
    assert await reviewing.write(reviews.draw) == 1
    (one,) = await reviewing.read(samples)
    assert one.reviewer_id == await reviewing.read(person, LENA)


async def test_who_has_answered_it_since_does_not_score_it_and_may_leave_it_out(either: Store, clock: Clock) -> None:
    """The conversation went on after the sample was drawn."""
    sample_id = await to_review(either)
    ticket_id = (await either.read(samples))[-1].ticket_id
    seen = await either.read(last_message, ticket_id)
    sent = await either.write(replying.send_text, ticket_id, "Hello again", LENA, view_id="V-mine", message_id=seen)
    assert sent is not None
    deeds = (
        (reviews.opened, (sample_id, LENA)),
        (reviews.score, (sample_id, {"tone": "4", "right": "4"}, "", LENA, "V1")),
    )
    for deed, given in deeds:
        with pytest.raises(Refused) as refused:
            await either.write(deed, *given)
        assert refused.value.code is RefusalCode.OWN_ANSWER
    assert await either.read(scores) == []
    assert await either.write(reviews.leave_out, sample_id, "involved", LENA, "V2") is True


async def test_a_reviewer_reads_and_scores_once(either: Store) -> None:
    sample_id = await to_review(either)
    found = await either.write(reviews.opened, sample_id, LENA)
    assert [one.name for one in found.criteria] == ["tone", "right"]
    assert found.facts.messages[0].body.startswith("Where is my order")
    given = {"tone": "3", "right": "4"}
    assert await either.write(reviews.score, sample_id, given, " Warm. ", LENA, "V1") is True
    assert await either.write(reviews.score, sample_id, given, "Warm.", LENA, "V1") is False
    assert await either.read(scores) == [(sample_id, "tone", 3, "Warm."), (sample_id, "right", 4, "")]
    for again in (reviews.opened, reviews.sample_of):
        with pytest.raises(Refused) as refused:
            await either.write(again, sample_id, LENA)
        assert refused.value.code is RefusalCode.NO_SUCH_REVIEW
    assert (await either.read(samples))[0].state == "done"


@pytest.mark.parametrize(
    ("given", "word"), [({"tone": "5", "right": "1"}, "5"), ({"tone": "", "right": "1"}, ""), ({"other": "1"}, "")]
)
async def test_a_score_that_is_none_is_refused(support: Store, given: dict[str, str], word: str) -> None:
    sample_id = await to_review(support)
    with pytest.raises(Refused) as refused:
        await support.write(reviews.score, sample_id, given, "", LENA, "V1")
    assert (refused.value.code, refused.value.facts["word"]) == (RefusalCode.UNKNOWN_WORD, word)
    assert await support.read(scores) == []


@pytest.mark.parametrize(
    ("who", "code"),
    [(ANA, RefusalCode.NOT_YOUR_ROLE), (BOB, RefusalCode.NOT_YOUR_ROLE), (GIL, RefusalCode.NOT_A_MEMBER)],
)
async def test_nobody_but_its_reviewer_scores_it(support: Store, who: str, code: RefusalCode) -> None:
    sample_id = await to_review(support)
    deeds = (
        (reviews.opened, (sample_id, who)),
        (reviews.score, (sample_id, {"tone": "1"}, "", who, "V1")),
        (reviews.leave_out, (sample_id, "other", who, "V2")),
    )
    for deed, given in deeds:
        with pytest.raises(Refused) as refused:
            await support.write(deed, *given)
        assert refused.value.code is code


async def test_not_this_one_says_why_on_record(support: Store) -> None:
    sample_id = await to_review(support)
    with pytest.raises(Refused):
        await support.write(reviews.leave_out, sample_id, "because", LENA, "V1")
    assert await support.write(reviews.leave_out, sample_id, "involved", LENA, "V1") is True
    assert await support.write(reviews.leave_out, sample_id, "involved", LENA, "V1") is False
    (one,) = await support.read(samples)
    assert one.state == "dropped"
    said = await support.read(
        lambda uow: uow.execute(text("SELECT detail FROM journal WHERE action = 'review.left_out'")).scalar_one()
    )
    assert "involved" in str(said)


async def test_one_that_was_sealed_since_is_read_by_who_may_and_left_by_anybody(support: Store) -> None:
    """Omar was named; behind the seal he sees nothing, and may say that it is not his."""
    sample_id = await to_review(support, body=DELICATE, reviewer=OMAR)
    deeds = (
        (reviews.opened, (sample_id, OMAR)),
        (reviews.score, (sample_id, {"tone": "1", "right": "1"}, "", OMAR, "V1")),
    )
    for deed, given in deeds:
        with pytest.raises(Refused) as refused:
            await support.write(deed, *given)
        assert refused.value.code is RefusalCode.NOT_YOUR_ROLE
    assert await support.write(reviews.leave_out, sample_id, "other", OMAR, "V2") is True


async def test_opening_a_sealed_one_is_on_record(support: Store) -> None:
    sample_id = await to_review(support, body=DELICATE)
    await support.write(reviews.opened, sample_id, LENA)
    opened = "SELECT count(*) FROM journal WHERE action = 'ticket.opened'"
    assert await support.read(lambda uow: uow.execute(text(opened)).scalar_one()) == 1


async def test_a_conversation_whose_text_is_gone_is_dropped_and_notes_go_with_it(support: Store) -> None:
    waiting, done = await to_review(support, 1), await to_review(support, 2)
    await support.write(reviews.score, done, {"tone": "3", "right": "4"}, "She was warm.", LENA, "V1")

    def gone(uow: UnitOfWork) -> None:
        for one in samples(uow):
            tickets.lock(uow, one.ticket_id)
            retention.take_messages(uow, [one.ticket_id])

    await support.write(gone)
    assert [one.state for one in await support.read(samples)] == ["dropped", "done"]
    assert [note for *_, note in await support.read(scores)] == ["", ""]
    with pytest.raises(Refused) as refused:
        await support.write(reviews.opened, waiting, LENA)
    assert refused.value.code is RefusalCode.NO_SUCH_REVIEW


async def test_all_of_it_is_gone_after_90_days(either: Store, clock: Clock) -> None:
    sample_id = await to_review(either)
    await either.write(reviews.score, sample_id, {"tone": "3", "right": "4"}, "Warm.", LENA, "V1")
    clock.move(89 * DAY)
    await all_due(either)
    assert len(await either.read(scores)) == 2
    await to_review(either, 99, week=WEEK + timedelta(days=90))
    clock.move(DAY + timedelta(minutes=1))
    await all_due(either)
    assert await either.read(scores) == []
    assert [one.week for one in await either.read(samples)] == [WEEK + timedelta(days=90)]
