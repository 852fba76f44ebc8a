"""Days are rolled up when they have changed, and are what counting them from the ledger gives."""

from datetime import date, timedelta

from bot.domain.figures import Cell, Cut, Figure
from bot.domain.schedule import local_day
from bot.flow import escalate, figures, not_a_request, report, resolve, roll_ups, triage
from store import figures as kept
from store import rolled_days
from store.store import Store
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, BOB, arrives, suggest, writes
from tests.flow.rolling import rolled
from tests.flow.test_digest import small_day

MONDAY_ITSELF, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
HOUR = 3600


async def test_a_small_day_by_hand(either: Store, clock: Clock) -> None:
    await small_day(either, clock)
    assert await rolled(either) == 1

    day = await either.read(figures.of_day, MONDAY_ITSELF, "UTC", ("orders",))
    found = day.figures
    assert found.of(Figure.RECEIVED).count == 5
    assert found.of(Figure.SENT).count == 1
    first = found.of(Figure.FIRST_RESPONSE)
    assert (first.count, first.wall, first.business) == (1, 2 * HOUR, HOUR)  # the office opens at nine
    waited = found.of(Figure.WAITED, "support")
    assert (waited.count, waited.wall) == (5, (2 + 4 + 4 + 7 + 9 + 1) * HOUR)
    assert waited.business == (1 + 3 + 4 + 6 + 8 + 1) * HOUR
    assert found.of(Figure.RESOLVED).count == 2
    assert found.of(Figure.RESOLVED).wall == (4 + 7) * HOUR
    assert found.of(Figure.REOPENED).count == 1
    assert found.of(Figure.ESCALATED, "angry").count == 1
    assert found.keys(Figure.DRAFT).keys() == {"as_is", "discarded"}
    assert found.of(Figure.BACKLOG, "support").count == 3
    assert found.of(Figure.BACKLOG, "customer").count == 1
    assert found.of(Figure.TAKEN).wall == HOUR
    assert not day.over("UTC")
    assert found.count(Figure.JUDGED) == 0


async def test_what_people_said_is_the_key_of_its_figure(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await support.write(escalate.escalate, ticket_id, "angry", "", ANA, "V1")
    draft_id = await support.write(suggest, ticket_id)
    await support.write(report.report, ticket_id, "tone", "", ANA, "V2", draft_id=draft_id)
    await support.write(resolve.resolve, ticket_id, ANA, avoided_by="information")
    clock.move(timedelta(minutes=1))
    told = (await support.read(figures.of_day, MONDAY.date(), "UTC", fresh=timedelta())).figures
    for figure, key in ((Figure.ESCALATED, "angry"), (Figure.REPORTED, "tone"), (Figure.AVOIDABLE, "information")):
        assert {name: amount.count for name, amount in told.keys(figure).items()} == {key: 1}


async def test_a_resolution_is_judged_when_its_week_is_over(support: Store, clock: Clock) -> None:
    await small_day(support, clock)  # the third stays resolved
    clock.at = local_day(MONDAY_ITSELF + timedelta(days=7), "UTC")[1] - timedelta(minutes=1)
    await rolled(support)
    assert (await support.read(figures.of_day, MONDAY_ITSELF, "UTC")).figures.count(Figure.JUDGED) == 0
    clock.move(timedelta(minutes=1))
    await rolled(support)
    judged = (await support.read(figures.of_day, MONDAY_ITSELF, "UTC")).figures
    assert {key: one.count for key, one in judged.keys(Figure.JUDGED).items()} == {"reopened": 1, "repeated": 1}


async def test_nothing_is_rolled_up_again_that_has_not_changed(support: Store, clock: Clock) -> None:
    await small_day(support, clock)
    clock.move(timedelta(days=3))
    assert await rolled(support) == 4
    clock.move(timedelta(minutes=20))
    assert await rolled(support) == 1  # today goes on
    clock.move(timedelta(days=1))
    assert await rolled(support) == 2  # a day is over, and another has begun


async def test_a_type_that_is_corrected_later_changes_the_days_before(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    await rolled(support)
    clock.move(timedelta(days=2))
    await rolled(support)
    await support.write(desk.people)
    await support.write(triage.change_type, ticket_id, "return_item", ANA)
    await rolled(support)
    by_type = (await support.read(figures.read, MONDAY_ITSELF, MONDAY_ITSELF, "UTC", (), [Cut.TYPE])).by(Cut.TYPE)
    assert by_type.keys() == {"return_item"}


async def test_what_was_none_counts_as_a_request_since_it_came_once_the_customer_writes_again(
    support: Store, clock: Clock
) -> None:
    ticket = await arrives(support, 1, body="A refund please")
    clock.move(timedelta(days=1))
    await support.write(desk.people)
    await support.write(not_a_request.end, ticket, BOB)
    await rolled(support)
    assert (await support.read(figures.of_day, MONDAY_ITSELF, "UTC")).figures.count(Figure.RECEIVED) == 0
    await writes(support, number=1001, conversation="1")
    await rolled(support)
    assert (await support.read(figures.of_day, MONDAY_ITSELF, "UTC")).figures.count(Figure.RECEIVED) == 1


async def test_a_difference_is_found_told_and_repaired(either: Store, clock: Clock) -> None:
    await small_day(either, clock)
    clock.move(timedelta(days=1))
    await rolled(either)
    clock.move(timedelta(minutes=10))
    await rolled(either)
    assert await either.read(roll_ups.compare, "UTC", MONDAY_ITSELF) == []
    wrong = await either.read(kept.of_day, "UTC", MONDAY_ITSELF)
    wrong[Cell("orders", "", "", "received", "")].count += 1

    await either.write(kept.replace, "UTC", MONDAY_ITSELF, wrong)

    found = await either.read(roll_ups.compare, "UTC", MONDAY_ITSELF)
    assert found is not None
    assert [(one.day, one.what.figure, one.kept.count, one.anew.count) for one in found] == [
        (MONDAY_ITSELF, "received", 6, 5)
    ]
    await either.write(roll_ups.compared, "UTC", 1, found)
    assert [(one.days, one.differences) for one in await either.read(rolled_days.last_checks)] == [(1, 1)]
    await rolled(either)
    assert await either.read(roll_ups.compare, "UTC", MONDAY_ITSELF) == []


async def test_what_is_usual_is_the_median_of_the_same_weekday(support: Store, clock: Clock) -> None:
    for week, requests in enumerate((2, 7, 3)):
        clock.at = MONDAY + timedelta(weeks=week)
        for number in range(requests):
            await arrives(support, 100 * week + number)
    clock.at = MONDAY + timedelta(weeks=3)
    await rolled(support)
    day = MONDAY_ITSELF + timedelta(weeks=3)
    usual = (await support.read(figures.usual, day, day, "UTC"))[""]
    assert len(usual.weeks) == 3
    assert usual.median(lambda one: one.of(Figure.RECEIVED).count) == 3
    assert usual.median(lambda one: None) is None
