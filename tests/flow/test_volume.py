"""How much business there was is asked for once a day, kept, and told with the requests; or it is not known."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.domain.desk_volume import Volume
from bot.domain.digest import Against
from bot.domain.errors import RecordsUnreachable
from bot.domain.outbox import Job, Kind
from bot.flow import day_figures, exports, roll_ups, volume
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
JOB = Job(id=1, kind=Kind.VOLUME, subject="days", attempts=1, lease_token="", touched="")


@dataclass
class Shop:
    """Says what it is told to; None: it is away."""

    orders: dict[date, int] | None
    name: str = "orders"
    asked: list[tuple[date, date, date]] = field(default_factory=list)

    async def count(self, first: date, last: date, today: date) -> dict[date, int]:
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
        return await store.read(backlog.waits, Kind.VOLUME, "days")

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
