"""One id leads from a webhook or a click through the log and the database to the last thing that came of it."""

import io

import aiohttp
import pytest
from sqlalchemy import text

from store.unit_of_work import UnitOfWork
from tests.scenarios.conftest import Open
from tests.scenarios.log import captured, lines
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")


def rows(uow: UnitOfWork, after: int) -> list[tuple[str, str]]:
    """(kind, trace) of every outbox row since."""
    found = uow.run(text("SELECT kind, trace FROM outbox WHERE id > :after ORDER BY id"), after=after)
    return [(row.kind, row.trace) for row in found]


def newest(uow: UnitOfWork) -> int:
    return int(uow.run(text("SELECT coalesce(max(id), 0) FROM outbox")).scalar_one())


def arrived(uow: UnitOfWork) -> str:
    """The id of the request by which the newest arrival came."""
    return str(uow.run(text("SELECT trace FROM inbox ORDER BY id DESC LIMIT 1")).scalar_one())


@pytest.fixture(params=[False, True], ids=["socket", "http"])
def http(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


async def test_a_webhook_up_to_the_card(own: Open, http: bool) -> None:
    with captured("INFO", own=True) as log:
        await _up_to_the_card(await own(http=http), log)


async def _up_to_the_card(shop: Shop, log: io.StringIO) -> None:
    before = await shop.running.store.read(newest)
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await shop.quiet()
    request = await shop.running.store.read(arrived)
    assert request
    found = await shop.running.store.read(rows, before)
    assert {kind for kind, _ in found} == {"prepare", "card"}
    assert {trace for _, trace in found} == {request}
    done = [line for line in lines(log) if line["event"] == "job.done"]
    assert {line["kind"] for line in done} >= {"prepare", "card"}
    assert {line["request"] for line in lines(log) if "request" in line} == {request}
    assert {line.get("request") for line in done} == {request}


async def test_a_click_through_the_sent_reply_to_the_last_line_of_the_thread(own: Open, http: bool) -> None:
    with captured("INFO", own=True) as log:
        await _through_the_reply(await own(http=http), log)


async def _through_the_reply(shop: Shop, log: io.StringIO) -> None:
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    await shop.quiet()
    before, told = await shop.running.store.read(newest), len(lines(log))
    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    found = await shop.running.store.read(rows, before)
    assert {kind for kind, _ in found} == {"reply", "card", "thread"}
    (click,) = {trace for _, trace in found}
    assert click
    since = [line for line in lines(log)[told:] if "kind" in line]
    assert {line["kind"] for line in since} == {"reply", "card", "thread"}
    assert {line["request"] for line in since} == {click}


async def test_what_it_took_to_answer_stands_in_the_figures(shop: Shop) -> None:
    asked = await shop.asks_where()
    await shop.press("ana", asked, "approve")
    await shop.one_reply(asked)
    async with aiohttp.ClientSession() as session, session.get(f"{shop.url}/metrics") as answer:
        found = await answer.text()
    for name in (
        'deskhand_slack_seconds_count{method="chat.postMessage",outcome="ok"}',
        'deskhand_assistant_seconds_count{engine="embedded",outcome="ok",step="suggest"}',
        'deskhand_helpdesk_seconds_count{outcome="sent",source="generic"}',
        'deskhand_records_seconds_count{outcome="found",source="orders"}',
        'deskhand_transaction_seconds_count{access="write"}',
        'deskhand_transaction_wait_seconds_count{access="read"}',
        'deskhand_job_seconds_count{kind="reply"}',
    ):
        assert f"{name} " in found
