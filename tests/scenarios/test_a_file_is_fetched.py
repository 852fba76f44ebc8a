"""A customer's photo stays in the helpdesk until somebody asks for it, and then comes to them alone."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox import Message, View
from store import journal
from tests.scenarios.reading import words_of
from tests.scenarios.shop import PATIENCE, Asked, Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

JPEG: Final = b"\xff\xd8\xff\xe0" + b"a broken pot" * 2000


class Files:
    """A server of files: it keeps what it was asked for. `leads_to` is where one of them is said to be now."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.leads_to = ""
        self.held = asyncio.Event()
        self.held.set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.raw_path)
        await self.held.wait()
        if request.path.endswith("away.jpg"):
            raise web.HTTPFound(self.leads_to)
        if request.path.endswith("down.jpg"):
            raise web.HTTPInternalServerError
        return web.Response(body=JPEG, content_type="image/jpeg")

    def server(self) -> TestServer:
        app = web.Application()
        app.router.add_route("*", "/{rest:.*}", self.handle)
        return TestServer(app)


class WithFiles(Shop):
    """The shop, installed with what handing over files needs."""

    FEATURES = ("files",)


@dataclass(frozen=True)
class There:
    """A shop, the helpdesk's files at the address that its desk file names, and files that it does not name."""

    shop: WithFiles
    files: Files
    address: str
    others: Files
    other_address: str


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["socket", "http"])
async def opened(
    request: pytest.FixtureRequest, one_assistant: None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[There]:
    """One shop that hears Slack by Socket Mode, and one by HTTP."""
    files, others = Files(), Files()
    async with files.server() as server, others.server() as other:
        address, other_address = (str(one.make_url("/attachments/")) for one in (server, other))
        files.leads_to = f"{other_address}away.jpg"
        folder = tmp_path_factory.mktemp(request.param)
        shop = WithFiles(folder, http=request.param == "http", source={"files": (address,)})
        try:
            await shop.open()
            yield There(shop, files, address, others, other_address)
        finally:
            await shop.close()


@pytest.fixture
def there(opened: There) -> There:
    """The same shop, whose servers have forgotten what earlier stories asked for."""
    opened.files.asked.clear()
    opened.others.asked.clear()
    return opened


async def writes(shop: Shop, *found: dict[str, Any], angry: bool = False) -> Asked:
    """A newcomer writes, with files."""
    person = shop.newcomer()
    order = shop.order_of(person)
    body = f"Hello, where is my order {order}? I attach what your page shows."
    body += " I am furious and demand compensation, or my lawyer will write." if angry else ""
    sent = shop.sandbox.customers.writes(person.id, f"Where is my order {order}?", body)
    sent.body["data"]["attachments"] = list(found)
    async with asyncio.timeout(PATIENCE):
        await sent
    return Asked(sent.conversation_id, await shop.ticket_of(sent.conversation_id), person.id, order)


def photo(address: str, name: str = "pot.jpg", **more: object) -> dict[str, Any]:
    return {"id": "a1", "name": name, "type": "image/jpeg", "size": len(JPEG), "url": f"{address}{name}", **more}


async def modal(shop: Shop, who: str, asked: Asked) -> View:
    """The ticket's modal, by its number."""
    await shop.quiet()
    return await shop.opened(who, shop.sandbox.command(who, "support-orders", f"/ticket {asked.number}"))


async def gets(shop: Shop, who: str, view: View) -> None:
    """Press the only **Get file** of a modal."""
    buttons = [block["accessory"] for block in view.blocks if "accessory" in block]
    (value,) = [button["value"] for button in buttons if button["action_id"] == "get_file"]
    await shop.sandbox.click_in_view(who, view.id, "get_file", value=value)


def copies(shop: Shop, who: str, asked: Asked) -> list[bytes | None]:
    """The files of this ticket in somebody's direct messages."""
    sent = (message for message in shop.sandbox.dms(who) if message.text.startswith(asked.number))
    return [shop.sandbox.workspace.files[one].content for message in sent for one in message.files]


async def in_thread(shop: Shop, asked: Asked) -> Message:
    """The line of the thread that has the button."""

    def found() -> Message | None:
        lines = (line for line in shop.thread(asked) if "get_file" in str(line.blocks))
        return next(lines, None)

    return await shop.until(found)


async def test_from_the_thread_it_comes_to_whoever_presses_and_once(there: There) -> None:
    shop, files = there.shop, there.files
    asked = await writes(shop, photo(there.address))
    await shop.press("ana", asked, "claim")
    line = await in_thread(shop, asked)
    assert "Attached: pot.jpg (image/jpeg, 24 kB)" in words_of(line)
    assert files.asked == []

    files.held.clear()  # the second press of a doubled click comes while the file is on its way
    told = await shop.told("ana", shop.sandbox.click("ana", line.channel, line.ts, "get_file"))
    assert "pot.jpg is on its way" in told
    await shop.told("ana", shop.sandbox.click("ana", line.channel, line.ts, "get_file"))
    files.held.set()
    await shop.until(lambda: copies(shop, "ana", asked))
    await shop.quiet()
    assert copies(shop, "ana", asked) == [JPEG]
    assert copies(shop, "ben", asked) == []
    assert files.asked == ["/attachments/pot.jpg"]
    (comment,) = [message.text for message in shop.sandbox.dms("ana") if message.files]
    assert comment == f"{asked.number} · image/jpeg, 24 kB"
    entries = await shop.running.store.read(journal.entries, asked.ticket)
    assert [one.action for one in entries if one.action.startswith("file.")] == ["file.asked", "file.given"]


async def test_who_may_not_read_the_ticket_is_told_privately_and_gets_nothing(there: There) -> None:
    shop = there.shop
    asked = await writes(shop, photo(there.address))
    await shop.press("ana", asked, "claim")
    line = await in_thread(shop, asked)
    told = await shop.refused("gus", shop.sandbox.click("gus", line.channel, line.ts, "get_file"))
    assert "Guests" in told
    await shop.quiet()
    assert there.files.asked == []
    assert copies(shop, "gus", asked) == []


async def test_an_open_modal_gives_no_file_once_the_ticket_is_sealed(there: There) -> None:
    shop = there.shop
    asked = await writes(shop, photo(there.address))
    view = await modal(shop, "ana", asked)
    await shop.answers(asked, "I am furious and demand compensation, or my lawyer will write.")
    await shop.card_with(asked, "open", channel="support-escalations")
    await gets(shop, "ana", view)
    await shop.quiet()
    (told,) = shop.sandbox.views("ana")
    assert words_of(told).endswith("Please ask them.")
    assert there.files.asked == []
    assert copies(shop, "ana", asked) == []
    entries = await shop.running.store.read(journal.entries, asked.ticket)
    assert [one.action for one in entries if one.action.startswith("file.")] == []


async def test_an_address_that_the_desk_file_does_not_name_is_never_called(there: There) -> None:
    shop = there.shop
    away, other = photo(there.address, "away.jpg"), photo(there.other_address, "other.jpg")
    asked = await writes(shop, away, other)
    view = await modal(shop, "ana", asked)
    assert "other.jpg (image/jpeg, 24 kB) · open in the helpdesk" in words_of(view)
    await gets(shop, "ana", view)
    told = await shop.written_to("ana", asked.number, "away.jpg did not come")
    assert "leads to a place that the desk file does not name" in words_of(told)
    assert there.files.asked == ["/attachments/away.jpg"]
    assert there.others.asked == []


async def test_a_server_that_fails_ends_in_a_private_sentence(there: There) -> None:
    shop = there.shop
    asked = await writes(shop, photo(there.address, "down.jpg"))
    await gets(shop, "ana", await modal(shop, "ana", asked))
    told = await shop.written_to("ana", asked.number, "down.jpg did not come")
    assert "could not be reached. Try again in a minute, or open it there." in words_of(told)
    assert copies(shop, "ana", asked) == []

    shop.sandbox.fail("files.completeUploadExternal", error="storage_limit_reached")
    good = await writes(shop, photo(there.address))
    await gets(shop, "ana", await modal(shop, "ana", good))
    await shop.written_to("ana", good.number, "Slack did not take it")
    assert copies(shop, "ana", good) == []


async def test_behind_a_seal_it_is_for_those_who_may_open_it(there: There) -> None:
    shop = there.shop
    asked = await writes(shop, photo(there.address), angry=True)
    card = await shop.card_with(asked, "open", channel="support-escalations")
    assert "pot.jpg" not in words_of(card)
    await gets(shop, "lena", await shop.opened("lena", shop.sandbox.click("lena", card.channel, card.ts, "open")))
    await shop.until(lambda: copies(shop, "lena", asked))
    assert copies(shop, "lena", asked) == [JPEG]
