"""Where one part of the desk meets another: what is sealed meanwhile, merged meanwhile, or said meanwhile."""

from bot.flow import (
    claim,
    escalation_answers,
    triage,
)
from bot.flow.escalate import escalate
from tests.flow import test_requests
from tests.flow.desk import ANA, MARTA, arrives
from tests.flow.office import Office
from tests.flow.test_escalation import raised

requesting = test_requests.desk


def told(office: Office) -> str:
    """All that stands in Slack now."""
    places = office.sandbox.workspace.messages.values()
    return str([(message.text, message.blocks) for place in places for message in place.values()])


async def test_a_note_for_whoever_is_asked_stays_unsaid_where_it_was_sealed_meanwhile(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await arrives(store)
    await store.write(claim.claim, ticket_id, ANA)
    await store.write(escalate, ticket_id, "angry", "She writes of her illness.", ANA, "V1")
    await store.write(triage.mark_sensitive, ticket_id, "health", ANA, "V2")
    await open_office.work()
    assert open_office.calls("conversations.open")
    assert "illness" not in told(open_office)
    assert "angry" not in told(open_office)


async def test_news_of_an_escalation_keep_the_note_where_it_was_sealed_meanwhile(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await raised(store)
    await store.write(escalation_answers.accept, ticket_id, MARTA)
    await store.write(escalation_answers.settle, ticket_id, "It is her illness.", MARTA, "V2")
    await store.write(triage.mark_sensitive, ticket_id, "health", ANA, "V3")
    await open_office.work(5)
    assert "says that it is settled" in told(open_office)
    assert "illness" not in told(open_office)
