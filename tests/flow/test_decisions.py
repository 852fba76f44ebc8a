"""A digest offers at most three decisions; the next one says who took them and what became of their figures."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.domain.decision import Decision, DecisionKind, Decisions
from bot.domain.errors import RefusalCode, Refused
from bot.domain.load import Order
from bot.domain.spike import SpikeState
from bot.flow import absence, decisions, load, outbox, resolve
from bot.slack.decisions_view import became, decide
from bot.words import words
from store import digests
from store import spikes as kept
from store.store import Store
from store.tables import DecisionRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, BOB, GIL, LENA, OMAR
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.flow.test_load import ana_has, who
from tests.flow.test_spikes import spike

TUESDAY = MONDAY + timedelta(days=1)
EN = words("en")


async def run(store: Store, day: date) -> int:
    spec = desk.FILE.digests[0]
    found = await store.write(digests.begin, spec.name, spec.channel, day)
    assert found is not None
    return found


async def offered(store: Store, day: date | None = None) -> Decisions:
    """What the digest of a day offers, of Tuesday's where none is named."""
    return await store.write(decisions.prepare, await run(store, day or TUESDAY.date()))


async def away(store: Store, clock: Clock, whom: str = ANA) -> None:
    await store.write(absence.away, clock.at + timedelta(days=3), whom, f"V-{whom}")


def texts(found: Decisions) -> str:
    return str(decide(found.offered, EN)) + " ".join(became(found.before, EN))


def rows(uow: UnitOfWork) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    return [
        (row.kind, row.state, row.offered, row.outcome)
        for row in uow.session.exec(select(DecisionRow).order_by(col(DecisionRow.id)))
    ]


async def test_what_somebody_who_is_away_has_is_given_away_and_the_next_digest_says_so(
    either: Store, clock: Clock
) -> None:
    await ana_has(either, 3)
    assert (await offered(either, MONDAY.date())).offered == ()
    await away(either, clock)
    clock.at = TUESDAY
    await either.write(desk.people)
    found = await offered(either)
    (one,) = found.offered
    assert (one.kind, one.named, one.figures["open"]) == (DecisionKind.REASSIGN, {"who": "Ana", "queue": "Orders"}, 3)
    assert "Ana is away and has 3 tickets in Orders, 3 overdue." in texts(found)
    assert "Give away Ana’s 3 tickets…" in texts(found)
    assert decisions.share(await either.read(decisions.of, one.id, LENA)) == ("orders", await who(either, ANA))

    order = Order(queue="orders", from_id=await who(either, ANA), first=2, where="queue")
    await either.write(load.reassign, order, LENA, "V1")
    clock.move(timedelta(days=1))
    await either.write(desk.people)
    later = await offered(either, clock.at.date())
    assert later.before == (
        Decision(
            id=one.id, kind=one.kind, subject=one.subject, figures=one.figures, named=one.named, decided_by="Lena",
            now={"open": 1, "overdue": 1},
        ),
    )  # fmt: skip
    assert "Offered last time: Ana in Orders: 3 open, now 1 (Lena)." in texts(later)
    assert [row[:2] for row in await either.read(rows)] == [("reassign", "taken"), ("reassign", "offered")]


async def test_asked_again_a_run_offers_what_it_offered(support: Store, clock: Clock) -> None:
    await ana_has(support, 2)
    await away(support, clock)
    run_id = await run(support, TUESDAY.date())
    first = await support.write(decisions.prepare, run_id)
    mine = await ana_has(support, 1, first=9)
    await support.write(resolve.resolve, mine[0], LENA)
    assert await support.write(decisions.prepare, run_id) == first


async def test_a_cause_becomes_an_incident_by_one_press(support: Store, clock: Clock) -> None:
    found, _ = await spike(support)
    (one,) = (await offered(support)).offered
    assert (one.kind, one.figures) == (DecisionKind.INCIDENT, {"requests": 4})
    assert "4 requests in a day about error E-17." in str(decide([one], EN))
    for _ in range(2):
        assert (await support.write(decisions.take, one.id, LENA)).decided_by == "Lena"
    standing = await support.read(kept.get, found.id)
    assert standing is not None
    assert standing.state is SpikeState.INCIDENT
    with pytest.raises(Refused) as refused:
        await support.write(decisions.take, one.id, BOB)
    assert refused.value.code is RefusalCode.NOT_YOUR_ROLE
    clock.move(timedelta(days=1, hours=1))
    await support.write(desk.people)
    later = await offered(support, TUESDAY.date() + timedelta(days=1))
    assert later.offered == ()
    assert "error E-17: 4 in a day, now 0 (Lena)" in texts(later)


async def test_owners_of_texts_that_run_out_are_reminded_once(support: Store, clock: Clock) -> None:
    clock.at = datetime(2027, 1, 25, 9, tzinfo=clock.at.tzinfo)  # a week before the article's last day
    await support.write(desk.people)
    (one,) = (await offered(support, clock.at.date())).offered
    assert (one.kind, one.figures) == (DecisionKind.ARTICLES, {"past": 0, "soon": 1})
    for _ in range(2):
        await support.write(decisions.take, one.id, OMAR)
    assert [kind for kind, *_ in await support.read(notices)] == ["weekly"]


async def test_nobody_is_named_where_the_desk_file_wants_no_people(support: Store, clock: Clock) -> None:
    spec = desk.FILE.digests[0].model_copy(update={"people": "none"})
    support.desk = support.desk.model_copy(update={"file": desk.FILE.model_copy(update={"digests": (spec,)})})
    await ana_has(support, 2)
    await away(support, clock)
    assert (await offered(support)).offered == ()


async def test_strangers_decide_nothing(support: Store) -> None:
    with pytest.raises(Refused) as refused:
        await support.read(decisions.of, 1, GIL)
    assert refused.value.code is RefusalCode.NOT_A_MEMBER
    with pytest.raises(Refused) as refused:
        await support.read(decisions.of, 1, LENA)
    assert refused.value.code is RefusalCode.NO_SUCH_DECISION


async def test_they_stand_below_the_digest_once_however_often_it_is_posted(open_office: Office) -> None:
    office = open_office
    await ana_has(office.store, 2)
    await away(office.store, office.clock)
    office.clock.at = TUESDAY
    run_id = await run(office.store, TUESDAY.date())
    await office.store.write(lambda uow: outbox.digest(uow, run_id, desk.ORDERS))
    await office.work(10)
    (posted,) = [message for message in office.cards() if "Digest" in message.text]
    assert "Give away Ana’s 2 tickets…" in str(posted.blocks)
    assert len(await office.store.read(rows)) == 1
