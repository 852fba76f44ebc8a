"""Who stands where, and what is believed of it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import RefusalCode, Refused
from bot.flow import claim, intake, outbox, roster
from bot.flow.actors import actor
from bot.flow.roster import Account, Place
from store import notices, people
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, arrives


def places(uow: UnitOfWork) -> tuple[Place, ...]:
    known = people.rosters(uow)
    return tuple(Place(name, slack_id, tuple(members)) for name, (slack_id, members, _) in known.items())


async def test_a_place_that_is_gone_costs_the_others_nothing(support: Store, clock: Clock) -> None:
    ticket_id = await arrives(support)
    found = await support.read(places)
    lost = next(place for place in found if ANA not in place.members)
    clock.move(timedelta(minutes=20))
    await support.write(roster.store, (), tuple(place for place in found if place != lost))
    await support.write(claim.claim, ticket_id, ANA)
    assert lost.written not in {place.written for place in await support.read(places)}


async def test_somebody_who_only_asked_from_slack_is_not_of_the_team(support: Store) -> None:
    arguments: dict[str, Any] = {
        "subject": "Help",
        "body": "Help",
        "conversation": "C1:1.1",
        "by": ANA,
        "requester": "UOUTSIDE",
    }
    await support.write(intake.new_from_slack, **arguments)
    with pytest.raises(Refused) as refused:
        await support.write(actor, "UOUTSIDE")
    assert refused.value.code is RefusalCode.NOT_A_MEMBER


async def test_a_colleague_who_asked_first_is_of_the_team_once_the_directory_says_so(support: Store) -> None:
    arguments: dict[str, Any] = {
        "subject": "Help",
        "body": "Help",
        "conversation": "C1:1.1",
        "by": ANA,
        "requester": "UNEW",
    }
    await support.write(intake.new_from_slack, **arguments)
    known = Account(slack_id="UNEW", name="New Person", email="new@mail.example", usable=True)
    found = await support.read(places)
    await support.write(roster.store, (known,), (*found, Place("#elsewhere", "C99", ("UNEW",))))
    assert (await support.read(actor, "UNEW")).person.name == "New Person"


async def test_every_member_of_a_user_group_is_told(support: Store) -> None:
    def told(uow: UnitOfWork) -> list[str]:
        people.store_roster(uow, "@billing", "S1", ["U1", "U2"])
        outbox.notice(uow, "second_approval", "@billing", None)
        return [found.to for number in (1, 2) if (found := notices.get(uow, number)) is not None]

    assert await support.write(told) == ["U1", "U2"]
