"""A file comes to whoever asks and may read it, once, by direct message; whatever goes wrong ends in a sentence."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.arrival import Merge, NewRequest, Sender
from bot.domain.errors import RefusalCode, Refused
from bot.domain.file import LARGEST, Fetched, FileNotFetched, NotFetched
from bot.domain.message import Attachment
from bot.flow import card, claim, files, intake, merge, resolve, triage
from sandbox import Message
from store import conversations, journal
from tests.flow import desk
from tests.flow.clock import Clock
from tests.flow.desk import ANA, BOB, DELICATE, GIL, JO, LENA, OMAR, REQUEST, arrives
from tests.flow.office import Office
from tests.flow.retention_office import passes
from tests.flow.test_merge import KIM

HOME = "https://desk.example.com/attachments/"
PHOTO: dict[str, Any] = {
    "id": "a1", "name": "lamp.jpg", "type": "image/jpeg", "size": 12, "url": f"{HOME}1/lamp.jpg?k=s",
}  # fmt: skip
FOREIGN: dict[str, Any] = {**PHOTO, "id": "a2", "name": "x.jpg", "url": "https://evil.example/attachments/x.jpg"}
JPEG = b"\xff\xd8\xff\xe0 a jpeg"


async def attached(office: Office, *found: dict[str, Any], **changes: Any) -> tuple[int, int]:
    """A ticket whose message brought files along: the ticket's id and the message's."""
    office.files.there[PHOTO["url"]] = Fetched(JPEG, "image/jpeg")
    ticket_id = await arrives(
        office.store, attachments=found or (PHOTO,), url="https://desk.example.com/t/88", **changes
    )
    (line,) = await office.store.read(conversations.messages, ticket_id)
    return ticket_id, line.id


async def get(office: Office, ticket_id: int, message_id: int, by: str = ANA, number: int = 1) -> Attachment:
    return await office.store.write(files.ask, ticket_id, message_id, number, by)


def messages(office: Office, who: str = ANA) -> list[Message]:
    return office.sandbox.dms(who)


def copies(office: Office, who: str = ANA) -> list[bytes | None]:
    """The files that stand in somebody's direct messages."""
    return [office.sandbox.workspace.files[one].content for message in messages(office, who) for one in message.files]


async def history(office: Office, ticket_id: int) -> list[tuple[str, str, dict[str, str]]]:
    found = await office.store.read(journal.entries, ticket_id)
    return [(one.actor, one.action, one.detail) for one in found if one.action.startswith("file.")]


async def test_it_comes_to_whoever_asked_and_is_on_record(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office)
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    assert copies(open_office) == [JPEG]
    (message,) = messages(open_office)
    assert message.text == f"T-{ticket_id} · image/jpeg, {len(JPEG)} bytes"
    assert copies(open_office, OMAR) == []
    asked, given = await history(open_office, ticket_id)
    assert asked[:2] == ("person:1", "file.asked")
    assert (asked[2]["message"], asked[2]["file"]) == (str(message_id), "1")
    assert given[1] == "file.given"
    assert given[2] == {
        "message": str(message_id), "file": "1", "to": "person:1", "type": "image/jpeg", "bytes": str(len(JPEG)),
    }  # fmt: skip
    assert open_office.files.asked == [PHOTO["url"]]
    assert await open_office.store.read(journal.intact, ticket_id)


async def test_pressed_twice_it_comes_once(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office)
    for _ in range(2):
        await get(open_office, ticket_id, message_id)
    await open_office.work()
    await get(open_office, ticket_id, message_id)  # the second half of a doubled click, after a quick answer
    await open_office.work()
    assert copies(open_office) == [JPEG]
    assert [action for _, action, _ in await history(open_office, ticket_id)] == ["file.asked", "file.given"]


async def test_asked_for_again_later_it_takes_the_place_of_the_first_copy(open_office: Office, clock: Clock) -> None:
    ticket_id, message_id = await attached(open_office)
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    clock.move(timedelta(minutes=2))
    await get(open_office, ticket_id, message_id)
    await get(open_office, ticket_id, message_id, OMAR)
    await open_office.work()
    assert copies(open_office) == [JPEG]
    assert copies(open_office, OMAR) == [JPEG]
    assert open_office.calls("files.delete") == 1


@pytest.mark.parametrize("who", [BOB, GIL])
async def test_who_may_not_read_the_ticket_gets_nothing(open_office: Office, who: str) -> None:
    ticket_id, message_id = await attached(open_office)
    with pytest.raises(Refused) as refused:
        await get(open_office, ticket_id, message_id, who)
    assert refused.value.code is RefusalCode.NOT_A_MEMBER
    assert await history(open_office, ticket_id) == []


async def test_behind_a_seal_it_is_for_those_who_may_open_it(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office, body=DELICATE)
    with pytest.raises(Refused) as refused:
        await get(open_office, ticket_id, message_id, ANA)
    assert refused.value.code is RefusalCode.NOT_YOUR_ROLE
    await get(open_office, ticket_id, message_id, LENA)
    await open_office.work()
    assert copies(open_office, LENA) == [JPEG]


async def test_sealed_while_it_was_on_its_way_it_stays_where_it_is(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office)
    await get(open_office, ticket_id, message_id)
    await open_office.store.write(triage.mark_sensitive, ticket_id, "harm", LENA, "V0")
    await open_office.work()
    assert open_office.files.asked == []
    assert copies(open_office) == []
    (told,) = [message.text for message in messages(open_office) if "did not come" in message.text]
    assert told.startswith(f"T-{ticket_id}: the file that you asked for did not come: it is not for you")
    assert "lamp" not in told


@pytest.mark.parametrize("customer", [JO, KIM])
async def test_merged_into_a_sealed_ticket_it_is_behind_that_seal(open_office: Office, customer: Sender) -> None:
    target = await arrives(open_office.store, 87)
    ticket_id, message_id = await attached(open_office, customer=customer)
    if customer is JO:
        await open_office.store.write(merge.merge, ticket_id, target, ANA, "V1")
    else:  # another customer's: a helpdesk does that, and only its files are behind the seal of both
        joined = Merge(source="generic", conversation="88", event_id="merge-88", into="87")
        await open_office.store.write(intake.take, joined)
    await get(open_office, ticket_id, message_id)
    await open_office.store.write(triage.mark_sensitive, target, "harm", LENA, "V2")
    with pytest.raises(Refused) as refused:
        await get(open_office, ticket_id, message_id)
    assert refused.value.code is RefusalCode.NOT_YOUR_ROLE


@pytest.mark.parametrize("found", [FOREIGN, {**PHOTO, "url": ""}, {**PHOTO, "url": f"{HOME}../secret"}])
async def test_only_what_the_desk_file_names_is_fetched(open_office: Office, found: dict[str, Any]) -> None:
    ticket_id, message_id = await attached(open_office, found)
    (line,) = (await open_office.store.read(card.facts, ticket_id)).messages
    assert [(one.way, one.page) for one in line.attachments] == [("helpdesk", "https://desk.example.com/t/88")]
    with pytest.raises(Refused) as refused:
        await get(open_office, ticket_id, message_id)
    assert refused.value.code is RefusalCode.NO_SUCH_FILE


async def test_a_button_of_an_older_desk_file_or_of_nothing_is_refused(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office)
    other, other_message = await attached(open_office, number=90)
    for message, number in ((message_id, 2), (message_id, 0), (other_message, 1), (999, 1)):
        with pytest.raises(Refused) as refused:
            await get(open_office, ticket_id, message, number=number)
        assert refused.value.code is RefusalCode.NO_SUCH_FILE
    (source,) = desk.FILE.sources
    nowhere = desk.FILE.model_copy(update={"sources": (source.model_copy(update={"files": ()}),)})
    open_office.store.desk = desk.DESK.model_copy(update={"file": nowhere})
    with pytest.raises(Refused):
        await get(open_office, other, other_message)


async def test_too_large_a_file_is_refused_at_once(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office, {**PHOTO, "size": LARGEST + 1})
    with pytest.raises(Refused) as refused:
        await get(open_office, ticket_id, message_id)
    assert (refused.value.code, refused.value.facts) == (RefusalCode.FILE_TOO_LARGE, {"limit": "20"})


@pytest.mark.parametrize("why", [NotFetched.GONE, NotFetched.FORBIDDEN, NotFetched.TIME_OUT, NotFetched.TOO_LARGE])
async def test_what_does_not_come_is_told_and_may_be_asked_for_again(open_office: Office, why: NotFetched) -> None:
    ticket_id, message_id = await attached(open_office)
    open_office.files.there[PHOTO["url"]] = FileNotFetched(why)
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    (told,) = messages(open_office)
    assert told.text.startswith(f"T-{ticket_id}: lamp.jpg did not come: ")
    assert (await history(open_office, ticket_id))[-1][2]["why"] == why.value
    open_office.files.there[PHOTO["url"]] = Fetched(JPEG, "")
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    assert copies(open_office) == [JPEG]


async def test_a_helpdesk_that_stumbles_is_asked_again_and_one_that_lies_low_is_not_waited_for(
    open_office: Office,
) -> None:
    ticket_id, message_id = await attached(open_office)
    open_office.files.there[PHOTO["url"]] = FileNotFetched(NotFetched.UNREACHABLE, again=True)
    await get(open_office, ticket_id, message_id)
    for _ in range(5):
        await open_office.work(2)
    assert len(open_office.files.asked) == 3
    (told,) = messages(open_office)
    assert "could not be reached" in told.text


@pytest.mark.parametrize(
    ("method", "error", "said"),
    [
        ("files.getUploadURLExternal", "missing_scope", "files:write"),
        ("files.completeUploadExternal", "storage_limit_reached", "Slack did not take it"),
        ("conversations.open", "user_disabled", "Slack did not take it"),
    ],
)
async def test_what_slack_refuses_is_told(open_office: Office, method: str, error: str, said: str) -> None:
    ticket_id, message_id = await attached(open_office)
    open_office.sandbox.fail(method, error=error)
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    assert [said in message.text for message in messages(open_office)] == [True]
    assert copies(open_office) == []


@pytest.mark.parametrize("lost", ["files.completeUploadExternal", "upload", "files.getUploadURLExternal"])
async def test_an_answer_of_slack_that_is_lost_leaves_one_copy(open_office: Office, lost: str) -> None:
    ticket_id, message_id = await attached(open_office)
    open_office.sandbox.fail(lost, drop_after=True)
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    await open_office.work(5)
    assert copies(open_office) == [JPEG]


async def test_slack_asks_to_wait_and_is_waited_for(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office)
    open_office.sandbox.fail("files.completeUploadExternal", status=429, retry_after=7)
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    assert copies(open_office) == []
    await open_office.work(8)
    assert copies(open_office) == [JPEG]


async def test_a_slack_that_stays_away_is_given_up_and_told_when_it_is_back(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office)
    open_office.sandbox.fail("upload", status=503, times=100)
    await get(open_office, ticket_id, message_id)
    for _ in range(12):
        await open_office.work(400)
    assert any("Slack could not be reached" in message.text for message in messages(open_office))
    assert copies(open_office) == []


async def test_what_a_file_is_and_may_do_is_said(open_office: Office) -> None:
    ticket_id, message_id = await attached(open_office)
    open_office.files.there[PHOTO["url"]] = Fetched(b"MZ\x90 a program", "image/jpeg")
    await get(open_office, ticket_id, message_id)
    await open_office.work()
    (message,) = messages(open_office)
    assert "The helpdesk calls it image/jpeg, but it looks like application/x-msdownload." in message.text
    assert "This is a program. Opening it can harm your computer" in message.text


async def test_it_leaves_slack_with_the_rest_of_its_ticket(open_office: Office) -> None:
    await open_office.store.write(desk.people)
    ticket_id, message_id = await attached(open_office)
    await get(open_office, ticket_id, message_id, LENA)
    await open_office.work()
    await open_office.store.write(claim.claim, ticket_id, LENA)
    await open_office.store.write(resolve.resolve, ticket_id, LENA)
    assert copies(open_office, LENA) == [JPEG]
    await passes(open_office, 8)
    await passes(open_office, 31)
    assert copies(open_office, LENA) == []
    assert "lamp" not in str(messages(open_office, LENA))
    (line,) = (await open_office.store.read(card.facts, ticket_id)).messages
    assert [one.way for one in line.attachments] == ["helpdesk"]


async def test_what_was_said_among_us_in_slack_has_no_button(open_office: Office) -> None:
    """Files of a request that was made in Slack stand in Slack already."""
    asked = replace(
        REQUEST,
        source="slack",
        attachments=({**PHOTO, "url": ""},),
        event_id="s1",
        conversation="C1:1.0",
        message_id="s",
    )
    assert isinstance(asked, NewRequest)
    receipt = await open_office.store.write(intake.take, asked)
    assert receipt.ticket_id is not None
    (line,) = (await open_office.store.read(card.facts, receipt.ticket_id)).messages
    assert [(one.way, one.page) for one in line.attachments] == [("", "")]
