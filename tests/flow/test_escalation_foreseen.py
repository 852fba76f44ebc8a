"""Who will be asked is said before somebody escalates, and is who is asked then."""

from datetime import timedelta

import pytest

from bot.domain.desk import EscalationRule
from bot.domain.errors import Refused
from bot.flow import absence
from bot.flow.escalate import escalate, foreseen
from store.store import Store
from tests.flow.desk import ANA, MARTA, PRIYA, TOMAS, arrives
from tests.flow.test_escalation import HOUR, desk, told


async def test_who_will_be_asked_is_known_before(support: Store) -> None:
    at_once = EscalationRule(name="angry", reasons=("angry",), to="@nadia", within=timedelta(minutes=20))
    support.desk = desk(at_once, on_call="@lena")
    ticket_id = await arrives(support)
    assert await support.read(foreseen, ticket_id, "", ANA) is None
    found = await support.read(foreseen, ticket_id, "angry", ANA)
    assert found is not None
    assert (found.names, found.on_call, found.within) == (("Nadia", "Marta", "Priya"), "Lena", timedelta(minutes=20))
    found = await support.read(foreseen, ticket_id, "other", ANA)
    assert found is not None
    assert (found.names, found.on_call, found.within) == (("Marta", "Priya"), "Lena", HOUR)

    await support.write(absence.away, None, MARTA, "V-away")
    found = await support.read(foreseen, ticket_id, "other", ANA)
    assert found is not None
    assert (found.names, found.on_call) == (("Priya", "Marta"), "Lena")
    await support.write(escalate, ticket_id, "other", "", ANA, "V-raise")
    assert (await told(support))[0] == ("escalated", "@priya")


async def test_who_will_be_asked_does_not_hang_on_a_reason_that_no_rule_knows(support: Store) -> None:
    ticket_id = await arrives(support)
    found = await support.read(foreseen, ticket_id, "", PRIYA)
    assert found is not None
    assert (found.names, found.on_call) == (("Marta",), "")
    with pytest.raises(Refused):
        await support.read(foreseen, ticket_id, "", TOMAS)
