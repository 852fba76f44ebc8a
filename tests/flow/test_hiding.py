"""A ticket was sealed: direct messages about it, and the Home of whoever had it, say no more than its number."""

from bot.flow import claim, hiding, triage
from tests.flow.desk import ANA, LENA, OMAR, arrives
from tests.flow.office import Office

SUBJECT = "My parcel for the garden"


def direct(office: Office, who: str) -> list[str]:
    return [str(message.blocks) + message.text for message in office.sandbox.dms(who)]


def at_home(office: Office, who: str) -> str:
    return str(office.sandbox.workspace.homes[who].blocks)


async def looks(office: Office, who: str) -> None:
    """Somebody has opened their Home."""
    await office.store.write(hiding.show_home, who)
    await office.work(1)


async def test_what_was_told_before_a_ticket_was_sealed_is_taken_back(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await arrives(store, 88, subject=SUBJECT)
    await store.write(claim.claim, ticket_id, OMAR)
    await store.write(claim.assign, ticket_id, ANA, LENA)
    await open_office.work(20)
    await looks(open_office, OMAR)
    await looks(open_office, ANA)
    assert any("the garden" in one for one in direct(open_office, ANA))
    assert "the garden" in at_home(open_office, ANA)
    before = len(direct(open_office, ANA))

    await store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1", "")
    for _ in range(3):
        await open_office.work(2)

    told = direct(open_office, ANA)
    assert len(told) == before, "nothing new is said"
    assert any(f"T-{ticket_id}" in one for one in told)
    assert not any("the garden" in one for one in told)
    for who in (ANA, OMAR):
        assert "the garden" not in at_home(open_office, who)
    assert f"T-{ticket_id}" in at_home(open_office, ANA)
    edits = open_office.calls("chat.update")
    await store.write(triage.again, ticket_id, None)
    await open_office.work(2)
    assert open_office.calls("chat.update") == edits


async def test_a_message_that_somebody_has_deleted_is_left_alone(open_office: Office) -> None:
    store = open_office.store
    ticket_id = await arrives(store, 88, subject=SUBJECT)
    await store.write(claim.assign, ticket_id, ANA, LENA)
    await open_office.work(20)
    (message,) = open_office.sandbox.dms(ANA)
    del open_office.sandbox.workspace.messages[message.channel][message.ts]

    await store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1", "")
    for _ in range(3):
        await open_office.work(2)
    assert not any("the garden" in one for one in direct(open_office, ANA))
