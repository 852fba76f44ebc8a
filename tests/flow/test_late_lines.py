"""Lines of a conversation that come when later ones are here already: on record, and no news."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.arrival import AgentMessage, CustomerMessage
from bot.domain.draft import DraftState
from bot.domain.ticket import State
from bot.flow import intake, resolve
from store import conversations, drafts, tickets
from store.store import Store
from tests.flow.clock import MONDAY
from tests.flow.desk import ANA, REQUEST, arrives, suggest

EARLY = MONDAY - timedelta(days=2)
OLD = CustomerMessage(
    source=REQUEST.source, event_id="message:7", conversation=REQUEST.conversation, message_id="7", body="Hello?",
    via=REQUEST.via, customer=REQUEST.customer, at=EARLY, answered=True,
)  # fmt: skip
ANSWER = AgentMessage(
    source=REQUEST.source, event_id="message:8", conversation=REQUEST.conversation, message_id="8", body="Patience.",
    author_name="Rita", at=EARLY, followed_by=REQUEST.message_id,
)  # fmt: skip


async def told(store: Store, ticket_id: int) -> list[tuple[str, str]]:
    return [(line.author, line.body) for line in await store.read(conversations.messages, ticket_id)]


async def test_what_was_answered_reopens_nothing(support: Store) -> None:
    ticket_id = await arrives(support)
    await support.write(resolve.resolve, ticket_id, ANA)
    await support.write(intake.take, OLD)
    assert (await support.read(tickets.get, ticket_id)).state is State.RESOLVED
    assert ("customer", "Hello?") in await told(support, ticket_id)
    assert (await support.write(intake.take, OLD)).repeated
    unanswered = replace(OLD, event_id="message:9", message_id="9", answered=False)
    await support.write(intake.take, unanswered)
    assert (await support.read(tickets.get, ticket_id)).state is State.OPEN, "what nobody has answered is asked"


async def test_an_old_answer_is_read_with_the_next_suggestion(support: Store) -> None:
    ticket_id = await arrives(support)
    draft_id = await support.write(suggest, ticket_id)
    await support.write(intake.take, ANSWER)
    assert (await support.read(tickets.get, ticket_id)).state is State.NEW
    found = await support.read(drafts.get, draft_id)
    assert found is not None
    assert found.state is DraftState.SUPERSEDED, "it was made without knowing what the customer had been told"
    (line,) = [line for line in await support.read(conversations.messages, ticket_id) if line.author == "agent"]
    assert line.at == EARLY


async def test_an_answer_to_the_last_word_is_one_whenever_it_comes(support: Store) -> None:
    """Nobody has heard what the customer wrote after it: then it comes next, and says so itself."""
    ticket_id = await arrives(support)
    await support.write(intake.take, replace(ANSWER, followed_by="nobody-has-heard-it"))
    assert (await support.read(tickets.get, ticket_id)).state is State.WAITING_CUSTOMER
