"""What the team says in Slack is kept as a note once, follows what becomes of it there, and reaches no customer."""

from dataclasses import replace
from itertools import permutations

import pytest

from bot.domain.draft import DraftState
from bot.domain.errors import RefusalCode, Refused
from bot.domain.message import Message
from bot.flow import claim, merge, notes, reply, retention, triage
from bot.flow.card import facts
from bot.flow.notes import Kept, Said
from store import conversations, drafts, journal, tickets
from store import notes as rows
from store.store import Store
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, ESCALATIONS, GIL, LENA, MARTA, NADIA, ORDERS, TOMAS, arrives, suggest
from tests.flow.office import Office

TALK = Said(channel=ORDERS, ts="1795400050.000300", thread_ts="", by=ANA, text="The carrier has lost it.")


async def kept(store: Store, ticket_id: int) -> list[Message]:
    return [line for line in await store.read(conversations.messages, ticket_id) if line.author == "note"]


async def shown(office: Office, body: str = "Where is my order 4417?") -> tuple[int, Said]:
    """A ticket whose card stands, and something said below it."""
    ticket_id = await arrives(office.store, body=body)
    await office.work()
    card = office.cards(ESCALATIONS if "lawyer" in body else ORDERS)[-1]
    return ticket_id, replace(TALK, thread_ts=card.ts, channel=card.channel)


async def test_plain_talk_is_kept_once_and_is_not_repeated_in_its_own_thread(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    before = (await open_office.store.read(tickets.get, ticket_id)).last_message_id
    assert await open_office.store.write(notes.heard, said) == Kept(f"T-{ticket_id}", "new", False)
    assert await open_office.store.write(notes.heard, said) is None
    (note,) = await kept(open_office.store, ticket_id)
    assert (note.body, note.author_name, note.public) == ("The carrier has lost it.", "Ana", False)
    assert (await open_office.store.read(tickets.get, ticket_id)).last_message_id == before

    await open_office.store.write(claim.claim, ticket_id, ANA)
    await open_office.work(1)
    await open_office.work(1)
    (card,) = open_office.cards()
    lines = open_office.thread(card)
    assert any("Where is my order" in line for line in lines)
    assert not any("has lost it" in line for line in lines)
    entries = await open_office.store.read(journal.entries, ticket_id)
    added = [entry for entry in entries if entry.action == "note.added"]
    assert [(entry.actor.partition(":")[0], entry.detail) for entry in added] == [("person", {"message": str(note.id)})]


@pytest.mark.parametrize("by", [GIL, BOB, TOMAS, "U0NOBODY"])
async def test_what_others_say_is_not_kept(open_office: Office, by: str) -> None:
    ticket_id, said = await shown(open_office)
    assert await open_office.store.write(notes.heard, replace(said, by=by)) is None
    assert await kept(open_office.store, ticket_id) == []


async def test_talk_beside_a_thread_is_nobodys_note(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    for thread in ("", "1795400000.000100"):
        assert await open_office.store.write(notes.heard, replace(said, thread_ts=thread)) is None
    (card,) = open_office.cards()
    assert await open_office.store.write(notes.heard, replace(said, ts=card.ts, thread_ts="")) is None
    assert await kept(open_office.store, ticket_id) == []


async def test_who_talks_stands_there_however_old_our_list_of_members_is(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    await open_office.work(3600)
    await open_office.store.write(notes.heard, said)
    assert len(await kept(open_office.store, ticket_id)) == 1


async def test_an_edit_is_followed_and_an_older_one_changes_nothing(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    await open_office.store.write(notes.heard, said)
    await open_office.store.write(notes.heard, replace(said, text="It is found.", edited="1795400099.000000"))
    await open_office.store.write(notes.heard, replace(said, text="It is lost?", edited="1795400060.000000"))
    await open_office.store.write(notes.heard, said)
    assert [note.body for note in await kept(open_office.store, ticket_id)] == ["It is found."]


@pytest.mark.parametrize("order", list(permutations(("said", "edited", "removed"))))
async def test_what_was_deleted_stays_away_in_whatever_order_it_is_told(
    open_office: Office, order: tuple[str, ...]
) -> None:
    ticket_id, said = await shown(open_office)
    for what in order:
        if what == "removed":
            await open_office.store.write(notes.removed, said.channel, said.ts, said.thread_ts)
        else:
            edited = "1795400099.000000" if what == "edited" else ""
            await open_office.store.write(notes.heard, replace(said, edited=edited))
    assert await kept(open_office.store, ticket_id) == []
    await open_office.store.write(notes.removed, said.channel, said.ts, said.thread_ts)


async def test_a_file_without_words_is_kept_by_its_name(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    file = {"name": "label.png", "type": "image/png", "size": 5}
    await open_office.store.write(notes.heard, replace(said, text="", files=(file,)))
    (note,) = await kept(open_office.store, ticket_id)
    assert note.body == "label.png"
    assert [(one.name, one.size) for one in note.attachments] == [("label.png", 5)]


async def test_under_a_sealed_card_who_may_open_it_leaves_a_note_and_others_are_told(open_office: Office) -> None:
    ticket_id, said = await shown(open_office, "Where is my order 4417? My lawyer will sue you.")
    told = await open_office.store.write(notes.heard, replace(said, by=MARTA))
    assert told == Kept(f"T-{ticket_id}", "new", True)
    told = await open_office.store.write(notes.heard, replace(said, by=ANA, ts="1795400051.000300"))
    assert told == Kept(f"T-{ticket_id}", "not_kept", True)
    assert await open_office.store.write(notes.heard, replace(said, by=GIL, ts="1795400052.000300")) is None
    assert [note.author_name for note in await kept(open_office.store, ticket_id)] == ["Marta"]
    await open_office.work(1)
    assert all("has lost it" not in str(message.blocks) for message in open_office.sandbox.posted)


async def test_a_message_from_elsewhere_stands_in_the_thread_until_it_is_deleted_there(open_office: Office) -> None:
    store = open_office.store
    ticket_id, said = await shown(open_office)
    await store.write(claim.claim, ticket_id, ANA)
    elsewhere = replace(said, thread_ts="", by=TOMAS)
    assert (await store.write(notes.add, ticket_id, elsewhere, ANA)).outcome == "new"
    assert (await store.write(notes.add, ticket_id, elsewhere, LENA)).outcome == "there"
    for _ in range(4):
        await open_office.work(1)
    (card,) = open_office.cards()
    assert sum("has lost it" in line for line in open_office.thread(card)) == 1
    assert [note.author_name for note in await kept(store, ticket_id)] == ["Tomas"]

    await store.write(notes.heard, replace(elsewhere, text="It is found.", edited="1795400099.000000"))
    for _ in range(4):
        await open_office.work(1)
    assert not any("has lost it" in line for line in open_office.thread(card))
    assert sum("It is found" in line for line in open_office.thread(card)) == 1

    await store.write(notes.removed, elsewhere.channel, elsewhere.ts, "")
    for _ in range(4):
        await open_office.work(1)
    assert not any("It is found" in line for line in open_office.thread(card))


async def test_one_message_is_a_note_of_one_ticket(support: Store) -> None:
    first, second = await arrives(support), await arrives(support, 89)
    await support.write(notes.add, first, TALK, ANA)
    with pytest.raises(Refused) as refused:
        await support.write(notes.add, second, TALK, ANA)
    assert (refused.value.code, refused.value.facts) == (RefusalCode.NOTED_ELSEWHERE, {"number": f"T-{first}"})


async def test_deskhands_own_messages_are_no_notes(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    (card,) = open_office.cards()
    with pytest.raises(Refused) as refused:
        await open_office.store.write(notes.add, ticket_id, replace(said, ts=card.ts, thread_ts=""), ANA)
    assert refused.value.code is RefusalCode.NOTE_OF_OURS


@pytest.mark.parametrize("by", [GIL, BOB, TOMAS])
async def test_only_who_works_on_a_ticket_adds_notes(support: Store, by: str) -> None:
    ticket_id = await arrives(support)
    with pytest.raises(Refused):
        await support.write(notes.add, ticket_id, TALK, by)
    with pytest.raises(Refused):
        await support.write(notes.write, ticket_id, "Hm.", by, "V1")
    assert await kept(support, ticket_id) == []


async def test_of_a_sealed_ticket_a_note_is_written_in_open(support: Store) -> None:
    ticket_id = await arrives(support, body="My lawyer will sue you.")
    with pytest.raises(Refused):
        await support.write(notes.write, ticket_id, "Call her.", ANA, "V1")
    await support.write(notes.write, ticket_id, "Call her.", NADIA, "V2")
    await support.write(notes.write, ticket_id, "Call her.", NADIA, "V2")
    assert [(note.body, note.author_name) for note in await kept(support, ticket_id)] == [("Call her.", "Nadia")]
    assert [line.body for line in (await support.read(facts, ticket_id)).messages][-1] == "Call her."
    with pytest.raises(Refused) as refused:
        await support.write(notes.write, ticket_id, "  ", NADIA, "V3")
    assert refused.value.code is RefusalCode.EMPTY_NOTE


async def test_talk_voids_no_approval(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    draft_id = await open_office.store.write(suggest, ticket_id)
    message_id = (await open_office.store.read(tickets.get, ticket_id)).last_message_id
    await open_office.store.write(notes.heard, said)
    await open_office.store.write(reply.approve, draft_id, message_id, ANA)
    sent = await open_office.store.read(drafts.get, draft_id)
    assert sent is not None
    assert sent.state is DraftState.SENT
    found = await open_office.store.read(facts, ticket_id)
    assert found.reply is not None
    assert "has lost it" not in found.reply.body


async def test_its_text_goes_with_its_tickets_and_where_it_stands_in_slack_is_known(
    open_office: Office, clock: Clock
) -> None:
    ticket_id, said = await shown(open_office)
    await open_office.store.write(notes.heard, said)
    (row,) = await open_office.store.read(rows.of_tickets, [ticket_id])
    assert (row.channel, row.ts) == (said.channel, said.ts)
    await open_office.store.write(retention.take_messages, [ticket_id])
    await open_office.store.write(notes.heard, replace(said, text="Late edit.", edited="1795400099.000000"))
    assert [(note.body, note.author_name) for note in await kept(open_office.store, ticket_id)] == [("", "")]


async def test_a_ticket_sealed_later_keeps_its_notes_behind_the_seal(open_office: Office) -> None:
    ticket_id, said = await shown(open_office)
    await open_office.store.write(notes.heard, said)
    await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", ANA, "V1", "")
    later = replace(said, ts="1795400070.000300", text="More.", by=ANA)
    assert await open_office.store.write(notes.heard, later) == Kept(f"T-{ticket_id}", "not_kept", True)
    await open_office.work(1)
    new = [m for m in open_office.cards(ESCALATIONS) if "has lost it" in str(m.blocks)]
    assert new == []


async def test_what_is_said_below_a_merged_ticket_is_a_note_of_the_one_that_goes_on(open_office: Office) -> None:
    store = open_office.store
    merged, said = await shown(open_office)
    goes_on = await arrives(store, 89)
    await store.write(notes.heard, said)
    await store.write(merge.merge, merged, goes_on, ANA, "V1")
    later = replace(said, ts="1795400070.000300", text="She called again.")
    assert await store.write(notes.heard, later) == Kept(f"T-{goes_on}", "new", False)
    assert [note.body for note in await kept(store, goes_on)] == ["The carrier has lost it.", "She called again."]
    await store.write(claim.claim, goes_on, ANA)
    for _ in range(6):
        await open_office.work(1)
    card = next(one for one in reversed(open_office.cards()) if f"T-{goes_on}:headline" in str(one.blocks))
    lines = open_office.thread(card)
    assert sum("has lost it" in line for line in lines) == 1
    assert sum("She called again" in line for line in lines) == 1
    await store.write(notes.removed, said.channel, said.ts, said.thread_ts)
    for _ in range(4):
        await open_office.work(1)
    assert not any("has lost it" in line for line in open_office.thread(card))
