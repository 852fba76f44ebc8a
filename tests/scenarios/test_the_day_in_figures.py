"""The example day, and what its digests say of it: every figure by hand.

120 lines of `requests.jsonl` are 117 requests, since three customers write a second time (r-014, r-042, r-082). People
do what stands below; nobody touches what is not named. `came` is when the request did.

    when   who    what                                            came   what it makes
    09:00  Ana    approves r-001 as suggested                      08:00  first answer after 60 min; the customer's turn
    09:00  Ana    approves r-004 as suggested, which resolves it   08:11  first answer and resolved after 49 min
    09:30  Ben    edits the suggestion of r-005 and sends it       08:15  first answer after 75 min; the customer's turn
    10:00  Chloé  rejects the suggestion of r-003                  08:07
    10:00  Ben    resolves r-012: better information               08:45  resolved after 75 min
    10:30  –      the customer of r-004 rates it 5
    10:35  Ben    approves r-027 as suggested, which resolves it   09:35  first answer and resolved after 60 min
    10:57  Ana    approves r-015 as suggested, which resolves it   08:57  first answer and resolved after 120 min
    11:00  Ben    takes r-033 and hands it off to logistics        09:56
    11:00  Lena   escalates r-019                                  09:12
    11:30  Tomás  accepts what r-033 asks
    12:00  Lena   reopens r-012                                           nobody's from 10:00 to 12:00
    13:30  Tomás  has done it, within the promised time                   with logistics for 2 h 30 min
    15:00  –      the customer of r-001 writes again
    16:00  Ana    answers r-001                                           ours for an hour more
    16:00  Ben    hands r-034 off to logistics, and nobody answers 10:00  with logistics for 8 h
    17:45  Lena   says that r-116 is no request                    17:30  ours for 15 min
"""

import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import time, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.desk import Volume
from bot.domain.figures import Figure
from bot.domain.success import Verdict
from bot.flow import day_figures, exports
from tests.scenarios.by_hand import (
    ANSWERED,
    FIRST_LINES,
    REPEATED,
    about_gls,
    high,
    open_since,
    overdue,
    queue_of,
    told,
    type_of,
    waited_for_us,
)  # fmt: skip
from tests.scenarios.lived import REQUESTS, Lived
from tests.scenarios.shop import Shop

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(600)]

#: By their front matter one was true until 30 days before the day, the other until 60; the next ends 40 days after it.
STALE = "2 articles past their date: Delivery before the holidays · Marta, The spring repotting offer · Marta."


class Numbers(Shop):
    """The shop, which has 2,830 orders on that Tuesday, and 2,500 on each other day of the week."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        volume = Volume(name="orders", address="orders-by-day.json")
        self.desk = self.desk.model_copy(update={"file": self.desk.file.model_copy(update={"volume": volume})})
        monday = self.start_of_day.date() - timedelta(days=1)
        sold = {(monday + timedelta(days=day)).isoformat(): 2830 if day == 1 else 2500 for day in range(7)}
        (folder / "orders-by-day.json").write_text(json.dumps(sold), "utf-8")


class Read:
    """What was posted, by when: the standup and the handoffs of the morning after, the day's and the week's digest."""

    def __init__(self, shop: Numbers) -> None:
        self.shop = shop
        self.standups: list[str] = []
        self.handoffs = self.day = self.week = self.csv = self.mine = self.people = ""

    def day_of(self, number: int) -> str:
        """As people read it: so many days after the Tuesday."""
        day = self.shop.start_of_day + timedelta(days=number)
        return f"{day:%A} {day.day} {day:%B}"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def read(one_assistant: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Read]:
    shop = Numbers(Path(tmp_path_factory.mktemp("figures")))
    await shop.open()
    shop.clock.set_speed(0)
    lived, found = Lived(shop), Read(shop)

    async def standup() -> None:
        found.standups.append(await lived.posted("support-orders", "Standup"))

    try:
        await lived.live(("08:46", standup))
        await lived.at("03:00", days=1)
        await shop.tick()
        await lived.at("07:15", days=1)
        found.handoffs = await lived.posted("ops-logistics", "open request")
        await lived.at("08:30", days=1)
        found.day = await lived.posted("support-managers", "Digest for")
        await lived.at("08:46", days=1)
        await standup()
        found.mine = await shop.told("ana", shop.sandbox.command("ana", "support-orders", "/digest mine"))
        found.people = await shop.told("lena", shop.sandbox.command("lena", "support-orders", "/digest orders people"))
        tuesday = shop.start_of_day.date()
        found.csv = await shop.running.store.read(exports.as_csv, tuesday, tuesday, "Europe/Paris", ())
        await lived.at("03:00", days=6)
        await shop.tick()
        await lived.at("09:00", days=6)
        found.week = await lived.posted("support-managers", f"Digest for {shop.start_of_day - timedelta(1):%A}")
        yield found
    finally:
        await shop.close()


def unsaid(said: str, *sentences: str) -> str:
    """What is said besides these sentences, each of which must stand there."""
    for sentence in sentences:
        assert sentence in said, (sentence, said)
        said = said.replace(sentence, "", 1)
    return " ".join(said.split())


def whole() -> tuple[str, ...]:
    """What the day's digest and the week's say alike: nothing comes, and nobody does anything, after Tuesday."""
    types = Counter(type_of(one) for one in FIRST_LINES if one not in ("r-116", "r-004", "r-015", "r-027"))
    return (
        f"{sum(map(about_gls, FIRST_LINES))} of 116 requests are about carrier GLS.",
        # r-004, r-012, r-015 and r-027 were resolved, and r-012 is open again: 113 are left.
        "More waits than before: 116 came in, 4 were resolved, 113 still open.",
        f"Most of what is open: Where is my order {types['order_status']}, without a type {types[None]}, "
        f"Cancel an order {types['cancel_order']}. High priority: {high(FIRST_LINES)}.",
        "Departments on time: logistics 1 of 1. Ratings: 1 good.",
        # 49, 60, 75 and 120 min; told in steps of a tenth: 1.1^86 s are an hour, 1.1^94 s are 7,776.
        "Half were resolved within 1 h, nine in ten within 2 h 9 min.",
        # Three answers that were missing, and eight requests about the same order.
        f"Customers asked again {3 + len(REPEATED)} times; 1 reopened, 1 escalated.",
        # As is: r-001, r-004, r-015, r-027. Left aside: that of r-003, and the second one of r-001, since Ana wrote
        # herself. Not made: whatever the example does not expect one for.
        f"Suggestions: 4 sent as is, 1 sent edited, 2 left aside, "
        f"{sum(one.expect != 'suggest' for one in REQUESTS)} not made. "
        # By how many were changed, and how many of them there are: r-001 and r-003, r-005, then r-027; of the types of
        # r-004 and r-015, of each of which one was sent as is too, fewer came.
        "By type: Where is my order 1 as is, 2 left aside; Return something 1 edited; "
        "Delivery costs and countries 1 as is.",
        STALE,
        "Queue Came in Resolved Open With nobody Oldest waits",
        "To decide:",
        "Texts that suggestions rest on: 2 past their last day. Remind owners of 2 texts",
    )


def of_queues(*oldest: str) -> tuple[str, ...]:
    """Open: all but r-004, r-015 and r-027. With nobody: neither those that Ana (r-001) and Ben (r-033, r-005) have,
    nor what logistics has (r-034)."""
    came = Counter(queue_of(one) for one in FIRST_LINES if one != "r-116")
    orders, billing, returns = came["orders"], came["billing"], came["returns"]
    told = (
        f"Orders and deliveries {orders} 3 {orders - 3} {orders - 6}",
        f"Payments and invoices {billing} 1 {billing} {billing}",
        f"Returns, damage and guarantee {returns} 0 {returns} {returns - 1}",
    )
    return tuple(f"{queue} {since}" for queue, since in zip(told, oldest, strict=True))


async def test_the_day_line_by_line(read: Read) -> None:
    assert len(FIRST_LINES) - 1 == 116  # r-116 is none
    late = Counter(target for one in FIRST_LINES for target in overdue(one, 30))
    # In the 24 hours before it is posted.
    lately = sum(about_gls(one) for one in FIRST_LINES if FIRST_LINES[one].at >= time(8, 30))
    rest = unsaid(
        read.day,
        *whole(),
        f"Digest for {read.day_of(0)}",
        "That is 4.1 requests per 100 orders.",  # 116 of 2,830
        # Logistics: 2 h 30 min and 8 h.
        f"Customers waited for support {told(waited_for_us())}, logistics 10 h 30 min.",
        f"Overdue just now: {late['first']} first answers, {late['resolution']} resolutions.",
        *of_queues("15 h 53 min", "15 h 56 min", "15 h 24 min"),  # r-003 of 08:07, r-002 of 08:04, r-010 of 08:36
        "Offered last time: texts past their last day: 2, now 2 (nobody decided).",  # by Tuesday's own, of Monday
        f"{lately} requests in a day about carrier GLS. Make carrier GLS an incident",
    )
    assert rest == "", "every word of it is worked out"


async def test_the_standups_of_both_mornings(read: Read) -> None:
    first, second = read.standups
    so_far = [one for one in FIRST_LINES if FIRST_LINES[one].at <= time(8, 46) and queue_of(one) == "orders"]
    assert f"Waiting: {len(so_far)} for a first answer; {len(so_far)} with nobody." in first, first
    mine = [one for one in FIRST_LINES if queue_of(one) == "orders"]
    waits = len(set(mine) - {*ANSWERED, "r-033", "r-034"})
    assert (
        f"Waiting: {waits} for a first answer, 1 to tell the customer what a department has answered; "
        f"{waits} with nobody."
    ) in second, second
    late = Counter(target for one in mine for target in overdue(one, 46))
    assert f"Overdue just now: {late['first']} first answers, {late['resolution']} resolutions." in second, second
    assert "With: Ana 1, Ben 1 (1 due)." in second


async def test_the_departments_morning(read: Read) -> None:
    # Asked at 16:00; open until 16:30, from 07:00 to 12:00 and from 13:00: eight hours are over at 15:30 in Paris.
    assert "Logistics: 1 open request" in read.handoffs, read.handoffs
    assert "Where is the parcel of order 4385? · asked · 1 ticket · needed by" in read.handoffs
    assert "14:30 UTC" in read.handoffs


async def test_peoples_own_figures_are_theirs_and_their_leads(read: Read) -> None:
    # Ana: r-001 twice, r-004 and r-015, the second answer to r-001 in her own words. Ben: r-027, and r-005 in returns.
    assert "4 answers sent; of 3 suggestions, 3 unchanged and 0 edited." in read.mine, read.mine
    assert "Ana Ferreira 4 answers sent; of 3 suggestions, 3 unchanged and 0 edited." in read.people, read.people
    assert "Ben Okafor 1 answer sent; of 1 suggestion, 1 unchanged and 0 edited." in read.people
    for said in (read.day, read.week, read.csv, *read.standups):
        assert "answers sent" not in said
    shop = read.shop
    refusal = await shop.told("ben", shop.sandbox.command("ben", "support-orders", "/digest orders people"))
    assert "Ana" not in refusal


async def test_the_week_line_by_line(read: Read) -> None:
    # From Wednesday to Sunday what is with us and with logistics waits for five days more.
    with_us = 113 - len(("r-001", "r-005", "r-034"))
    tuesday, holidays = read.shop.start_of_day.date(), read.shop.desk.holidays["FR"]
    opened = {queue: open_since(queue, tuesday, holidays) for queue in ("orders", "billing", "returns")}
    late = Counter(target for one in FIRST_LINES for target in overdue(one, opened[queue_of(one)]))
    assert late["resolution"] < late["first"], "what may take four days is not late yet"
    rest = unsaid(
        read.week,
        *whole(),
        f"Digest for {read.day_of(-1)} to {read.day_of(5)}",
        "That is 0.7 requests per 100 orders.",  # 116 of 2,830 and six times 2,500
        "Open for more than a day: 113.",
        f"Customers waited for support {told(waited_for_us() + with_us * 5 * 1440)}, logistics 5 d 10 h.",
        # Each of the four was one message, and nobody of them was asked anything.
        "A resolved request took its customer 1.0 messages on average.",
        # Six replies were sent, one of them after a look at the suggestion: Ben's, who edited that for r-005.
        "For 6 answers people opened 1 suggestion.",
        "1 of 1 request could have been avoided: better information 1.",  # as Ben said of r-012
        f"Overdue just now: {late['first']} first answers, {late['resolution']} resolutions.",
        *of_queues("5 d 15 h", "5 d 15 h", "5 d 15 h"),
    )
    assert rest == "", "every word of it is worked out"


async def test_the_file_has_the_same(read: Read) -> None:
    rows = [line.split(",") for line in read.csv.splitlines()[1:]]
    whole = [row for row in rows if not row[2]]

    def count(figure: str, key: str = "", at: int = 6) -> int:
        return sum(int(row[at]) for row in whole if row[4:6] == [figure, key])

    assert count("received") == 116
    assert count("waited", "support", 7) == 60 * waited_for_us()
    for queue in ("orders", "billing", "returns"):
        mine = sum(int(row[7]) for row in whole if row[1] == queue and row[4:6] == ["waited", "support"])
        assert mine == 60 * waited_for_us(queue), queue
    assert (count("first_response"), count("first_response", at=7)) == (5, 60 * (60 + 49 + 75 + 60 + 120))
    assert (count("next_response"), count("next_response", at=7)) == (1, 3600)
    assert (count("resolved"), count("resolved", at=7)) == (4, 60 * (49 + 75 + 60 + 120))
    assert (count("answered", "logistics"), count("answered", "logistics", 7)) == (1, 150 * 60)
    assert (count("asked", "logistics"), count("repeated"), count("followed_up")) == (2, len(REPEATED), 3)
    assert (count("approved", "read"), count("sent"), count("avoidable", "information")) == (4, 6, 1)
    assert (count("business", "orders"), count("not_a_request"), count("late", "first_response")) == (2830, 1, 0)
    by_via = Counter(FIRST_LINES[one].via for one in FIRST_LINES if one != "r-116")
    found: Counter[str] = Counter()
    for row in rows:
        if row[2] == "via" and row[4] == "received":
            found[row[3]] += int(row[6])
    assert found == by_via


async def test_a_week_later_it_is_known_what_was_right_for_good(read: Read) -> None:
    lived = Lived(read.shop)
    await lived.at("08:00", days=8)
    await read.shop.tick()
    day = read.shop.start_of_day.date() + timedelta(days=7)
    figures = await read.shop.running.store.read(day_figures.of, "day", day, day, "Europe/Paris", ())
    assert figures.judged is not None
    judged = figures.judged[2]
    assert judged.count(Figure.JUDGED) == 4
    assert judged.of(Figure.JUDGED, Verdict.CORRECT).count == 3  # r-012 was reopened
