"""How much business there was is asked for once a day, kept, and told with the requests; or it is not known."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.desk import DigestSpec
from bot.domain.desk_volume import Volume
from bot.domain.digest import Against
from bot.domain.errors import RecordsUnreachable
from bot.domain.outbox import Job, Kind
from bot.flow import day_figures, digest, exports, roll_ups, volume
from bot.jobs import volume as job
from store import backlog, figures
from store.store import Store
from tests.flow import desk
from tests.flow.clock import MONDAY
from tests.flow.desk import arrives
from tests.flow.office import Office
from tests.flow.rolling import rolled

SPEC = Volume(name="orders", address="orders-by-day.json")
DAY = MONDAY.date()
JOB = Job(id=1, kind=Kind.VOLUME, subject="UTC", attempts=1, lease_token="", touched="")


@dataclass
class Shop:
    """Says what it is told to; None: it is away."""

    orders: dict[date, int] | None
    name: str = "orders"
    asked: list[tuple[date, date, date]] = field(default_factory=list)

    async def count(self, first: date, last: date, today: date, zone: str) -> dict[date, int]:
        self.asked.append((first, last, today))
        if self.orders is None:
            raise RecordsUnreachable("no answer")
        return self.orders


def with_volume(store: Store) -> None:
    store.desk = store.desk.model_copy(update={"file": desk.FILE.model_copy(update={"volume": SPEC})})


async def asks(office: Office, shop: Shop) -> None:
    context = replace(office.worker._context, business=shop)
    await job.run(context, JOB)


async def against(store: Store, day: date = DAY) -> Against | None:
    return (await store.read(day_figures.of, "day", day, day, "UTC", ())).against


def of_orders(per_hundred: float | None) -> Against:
    return Against(name="orders", per_hundred=per_hundred)


async def a_monday(office: Office) -> None:
    with_volume(office.store)
    for number in (1, 2, 3):
        await arrives(office.store, number)
    office.clock.at = MONDAY + timedelta(days=1)
    await office.store.write(desk.people)


async def test_it_is_asked_for_ten_weeks_and_said_with_the_requests(open_office: Office) -> None:
    await a_monday(open_office)
    shop = Shop({DAY: 120})
    await asks(open_office, shop)
    assert shop.asked == [(date(2026, 9, 15), DAY, date(2026, 11, 24))]
    assert await against(open_office.store) == of_orders(2.5)  # 3 requests, 120 orders
    await rolled(open_office.store)
    assert await against(open_office.store) == of_orders(2.5), "whoever counted the day"


async def test_while_the_source_is_away_it_is_left_out_and_said(open_office: Office) -> None:
    await a_monday(open_office)
    await asks(open_office, Shop(None))
    assert await against(open_office.store) == of_orders(None)
    await asks(open_office, Shop({DAY - timedelta(days=1): 100}))
    assert await against(open_office.store) == of_orders(None)


async def test_counting_the_day_anew_leaves_it_and_the_nightly_check_sees_no_difference(open_office: Office) -> None:
    await a_monday(open_office)
    await asks(open_office, Shop({DAY: 120}))
    await rolled(open_office.store)
    assert await open_office.store.read(roll_ups.compare, "UTC", DAY) == []
    await open_office.store.write(lambda uow: figures.replace(uow, "UTC", DAY, {}))
    table = await open_office.store.read(exports.as_csv, DAY, DAY, "UTC", ("orders",))
    assert "2026-11-23,,,,business,orders,120," in table


async def test_what_the_source_puts_right_is_taken_over(open_office: Office) -> None:
    await a_monday(open_office)
    for orders in (120, 150):
        await asks(open_office, Shop({DAY: orders}))
    assert await against(open_office.store) == of_orders(2.0)


async def test_it_is_asked_for_until_yesterday_is_known(open_office: Office) -> None:
    await a_monday(open_office)
    store = open_office.store

    async def wanted() -> bool:
        await store.write(volume.look)
        return await store.read(backlog.waits, Kind.VOLUME, "UTC")

    assert await wanted()
    await open_office.work()
    await asks(open_office, Shop({DAY: 120}))
    assert not await wanted()
    open_office.clock.move(timedelta(days=1))
    assert await wanted()


async def test_today_is_not_set_against_anything(open_office: Office) -> None:
    await a_monday(open_office)
    await asks(open_office, Shop({DAY: 120, DAY + timedelta(days=1): 7}))
    assert await against(open_office.store, DAY + timedelta(days=1)) is None


PARIS, NEW_YORK = "Europe/Paris", "America/New_York"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = {"channel": "#support-orders", "kind": "day", "time": "08:30", "days": WEEKDAYS}


@dataclass
class Everywhere:
    """Has an order in each quarter of an hour, and counts them by the days of any zone."""

    name: str = "orders"
    away: bool = False
    asked: list[tuple[str, date]] = field(default_factory=list)

    async def count(self, first: date, last: date, today: date, zone: str) -> dict[date, int]:
        self.asked.append((zone, last))
        if self.away:
            raise RecordsUnreachable("no answer")
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        return {day: _seconds(day, zone) // 900 for day in days}


def _seconds(day: date, zone: str) -> int:
    start, end = (
        datetime(one.year, one.month, one.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for one in (day, day + timedelta(days=1))
    )
    return int((end - start).total_seconds())


def in_zones(store: Store, address: str) -> None:
    """The desk is in Paris; its managers read of their days there and in New York."""
    digests = [
        DigestSpec.model_validate(EVERY_DAY | {"name": name, "time_zone": zone})
        for name, zone in (("day", PARIS), ("there", NEW_YORK))
    ]
    told = {"volume": Volume(name="orders", address=address), "digests": digests, "time_zone": PARIS}
    store.desk = store.desk.model_copy(update={"file": desk.FILE.model_copy(update=told)})


async def arrived_on(office: Office, day: date, zone: str) -> None:
    """Three requests come at noon."""
    office.clock.at = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    await office.store.write(desk.people)
    for number in (1, 2, 3):
        await arrives(office.store, number)


@pytest.mark.parametrize(
    ("zone", "day", "orders"),
    [
        (PARIS, date(2026, 10, 25), 100), (PARIS, date(2027, 3, 28), 92), (PARIS, date(2026, 10, 26), 96),
        (NEW_YORK, date(2026, 11, 1), 100), (NEW_YORK, date(2027, 3, 14), 92), (NEW_YORK, date(2026, 11, 2), 96),
    ],
)  # fmt: skip
async def test_a_zones_own_days_are_counted_over_both_clock_changes(
    open_office: Office, zone: str, day: date, orders: int
) -> None:
    store, shop = open_office.store, Everywhere()
    in_zones(store, "https://shop.example.com/count?from={from}&to={to}&days={zone}")
    await arrived_on(open_office, day, zone)
    over = datetime(day.year, day.month, day.day, 23, 59, tzinfo=ZoneInfo(zone)) + timedelta(minutes=1)
    open_office.clock.at = over.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    await store.write(volume.look)
    open_office.worker._context = replace(open_office.worker._context, business=shop)
    await open_office.work()
    assert (zone, day) in shop.asked
    assert await store.read(volume.missing) == []
    told = await store.read(day_figures.of, "day", day, day, zone, ())
    assert told.against == of_orders(100 * 3 / orders)


async def test_without_a_zone_in_its_address_only_the_desks_own_days_are_told(open_office: Office) -> None:
    store, shop = open_office.store, Everywhere()
    in_zones(store, "orders-by-day.json")
    await arrived_on(open_office, DAY, PARIS)
    open_office.clock.move(timedelta(days=1))
    await store.write(volume.look)
    open_office.worker._context = replace(open_office.worker._context, business=shop)
    await open_office.work()
    assert shop.asked == [(PARIS, DAY)]
    assert (await store.read(day_figures.of, "day", DAY, DAY, NEW_YORK, ())).against is None
    assert (await store.read(day_figures.of, "day", DAY, DAY, PARIS, ())).against is not None


async def posted_digest(office: Office, shop: Everywhere, day: date) -> str:
    """The digest of a day is posted on the morning after a night in which nothing ran: no chore had its turn."""
    in_zones(office.store, "orders-by-day.json")
    await arrived_on(office, day, PARIS)
    morning = day + timedelta(days=1)
    office.clock.at = datetime(morning.year, morning.month, morning.day, 9, tzinfo=ZoneInfo(PARIS)).astimezone(UTC)
    (spec, _) = office.store.desk.file.digests
    await office.store.write(digest.insert_due, spec, office.clock.at - timedelta(hours=1))
    office.worker._context = replace(office.worker._context, business=shop)
    await office.work()
    return next(str(one.blocks) for one in office.cards() if "came in" in str(one.blocks))


@pytest.mark.parametrize("day", [DAY, date(2026, 10, 25), date(2027, 3, 28)])
async def test_a_digest_that_comes_before_the_chore_asks_itself(open_office: Office, day: date) -> None:
    said = await posted_digest(open_office, Everywhere(), day)
    assert f"{300 / (_seconds(day, PARIS) / 900):.1f} requests per 100 orders" in said, said


async def test_a_digest_does_without_what_is_away(open_office: Office) -> None:
    shop = Everywhere(away=True)
    said = await posted_digest(open_office, shop, DAY)
    assert shop.asked == [(PARIS, DAY)]
    assert "requests per 100 orders" not in said
