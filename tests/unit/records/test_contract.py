"""What every source of records promises, tried on each: the customer's own record, in few fields, or none at all."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.people import Customer
from bot.domain.record import LinkedRecord
from bot.domain.records import link
from bot.flow.ports import Records
from bot.records import REMOTE, build, nobodys
from bot.records.remote import LARGEST
from tests.fakes import vendors
from tests.fakes.shopify import Shopify
from tests.fakes.vendors import JO, SECRET, Fault, Vendor
from tests.unit.records.test_http import Clock

KINDS: list[type[Vendor]] = [
    vendors.Own, Shopify, vendors.WooCommerce, vendors.Oscar, vendors.StripeInvoices, vendors.StripeCharges,
    vendors.HubSpotOrders, vendors.HubSpotContacts,
]  # fmt: skip
#: What a customer might write instead of a key.
HOSTILE = (
    "../admin", "4417/../../x", "4417?all=1", "4417#x", '4417" OR number:"4339', "4417 OR name:4339", "{key}",
    "4417%2f..", "http://evil.example/4417", "4417\r\nHost: evil.example", "..", ".", "", " ", "@evil.example", "é",
    "*", "4417*", "x" * 400,
)  # fmt: skip


@pytest.fixture(params=KINDS, ids=lambda kind: f"{kind.kind}-{kind.reads}".rstrip("-"))
def vendor(request: pytest.FixtureRequest) -> Vendor:
    found: Vendor = request.param()
    return found


@pytest.fixture
async def address(vendor: Vendor) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", vendor.handle)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


def spec_of(vendor: Vendor, address: str, **more: Any) -> RecordSource:
    given: dict[str, Any] = {
        "name": "orders", "kind": vendor.kind, "pattern": "(a)", "time_out": timedelta(seconds=2),
        "address": f"{address}/orders/{{key}}" if vendor.kind == "http" else address, **vendor.more, **more,
    }  # fmt: skip
    return RecordSource(**given | ({"reads": vendor.reads} if vendor.reads else {}))


@pytest.fixture
def source(vendor: Vendor, address: str, session: ClientSession, tmp_path: Any) -> Records:
    return build(spec_of(vendor, address), tmp_path, session, Clock(), SecretStr(vendor.token))


def jo(vendor: Vendor, *, known: bool = True, verified: bool = False) -> Customer:
    ids = (("generic", vendor.customer),) if known else ()
    return Customer(
        id=1, name="Jo Doe", email=JO, external_id="", segment="", value=None, language="en", email_verified=verified,
        identities=ids,
    )  # fmt: skip


async def linked(source: Records, vendor: Vendor, key: str, customer: Customer) -> LinkedRecord:
    allowed = (*vendor.expected, "iban")
    return link("orders", key, await source.read(key), customer, allowed)


def test_every_kind_is_tried() -> None:
    assert {kind.kind for kind in KINDS} == set(REMOTE)


async def test_ones_own_record_in_the_fields_of_the_desk_file_and_no_others(source: Records, vendor: Vendor) -> None:
    record = await source.read(vendor.own)

    assert record is not None
    assert (record.source, record.key, record.customer_id) == ("orders", vendor.own, vendor.customer)
    assert record.fields == vendor.expected
    assert record.read_at == Clock().now()
    assert SECRET not in repr(record)
    assert (await linked(source, vendor, vendor.own, jo(vendor))).fields == vendor.expected
    assert vendor.complaints == []


async def test_a_strangers_record_shows_nothing(source: Records, vendor: Vendor) -> None:
    found = await linked(source, vendor, vendor.foreign, jo(vendor, verified=True))

    assert (found.state, found.fields, found.read_at) == ("foreign", {}, None)


async def test_a_key_that_nobody_has_is_unknown(source: Records, vendor: Vendor) -> None:
    assert await source.read(vendor.unknown) is None
    assert (await linked(source, vendor, vendor.unknown, jo(vendor))).state == "unknown"
    assert await source.read(nobodys(spec_of(vendor, ""))) is None
    assert vendor.complaints == []


async def test_an_address_at_which_nothing_stands_is_no_missing_record(source: Records, vendor: Vendor) -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<h1>Not Found</h1>", content_type="text/html", status=404)

    vendor.fault = page
    if vendor.kind == "http":  # a service of one's own says 404 as it likes
        assert await source.read(vendor.own) is None
        return
    assert await outcome(source, vendor.own) is NotRead.UNUSABLE


async def test_an_address_ties_it_only_where_it_is_verified(source: Records, vendor: Vendor) -> None:
    assert (await linked(source, vendor, vendor.own, jo(vendor, known=False))).state == "foreign"
    assert (await linked(source, vendor, vendor.own, jo(vendor, known=False, verified=True))).state == "own"


async def test_who_cannot_prove_who_asks_gets_nothing(
    vendor: Vendor, address: str, session: ClientSession, tmp_path: Any
) -> None:
    for token, why in ((None, NotRead.UNPROVED), (SecretStr("wr0ng-t0ken"), NotRead.REFUSED)):
        source = build(spec_of(vendor, address), tmp_path, session, Clock(), token)
        with pytest.raises(RecordsUnreachable) as caught:
            await source.read(vendor.own)
        assert caught.value.why is why
        assert "wr0ng" not in str(caught.value)
        assert len(vendor.asked) == (0 if token is None else 1)


def status(code: int, **headers: str) -> Fault:
    async def answer(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response({"error": SECRET}, status=code, headers=named)

    return answer


def body(content: bytes) -> Fault:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=content, content_type="application/json")

    return answer


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@pytest.mark.parametrize(
    ("fault", "why", "pause"),
    [
        (status(401), NotRead.REFUSED, None),
        (status(403), NotRead.REFUSED, None),
        (status(429, Retry_After="7"), NotRead.LIMITED, 7),
        (status(400), NotRead.REJECTED, None),
        (status(422), NotRead.REJECTED, None),
        (status(500), NotRead.FAILED, None),
        (status(502), NotRead.FAILED, None),
        (status(503, Retry_After="30"), NotRead.FAILED, 30),
        (status(418), NotRead.UNUSABLE, None),
        (status(302, Location="/elsewhere"), NotRead.UNUSABLE, None),
        (status(307, Location="http://127.0.0.1:1/elsewhere"), NotRead.UNUSABLE, None),
        (hang_up, NotRead.NO_ANSWER, None),
        (body(b"<html>down</html>"), NotRead.UNUSABLE, None),
        (body(b'{"number": "44'), NotRead.UNUSABLE, None),
        (body(json.dumps({"number": "4417", "note": "x" * LARGEST}).encode()), NotRead.UNUSABLE, None),
    ],
)
async def test_what_is_no_record_is_said_to_be_unreadable(
    source: Records, vendor: Vendor, fault: Fault, why: NotRead, pause: int | None
) -> None:
    vendor.fault = fault
    with pytest.raises(RecordsUnreachable) as caught:
        await source.read(vendor.own)

    assert (caught.value.why, caught.value.pause) == (why, None if pause is None else timedelta(seconds=pause))
    assert len(set(vendor.asked)) == 1  # not followed elsewhere
    for hidden in (vendor.own, SECRET, vendor.token):
        assert hidden not in str(caught.value)


async def test_what_takes_too_long_is_given_up(
    vendor: Vendor, address: str, session: ClientSession, tmp_path: Any
) -> None:
    release = asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        await release.wait()
        return web.json_response({})

    vendor.fault = slow
    spec = spec_of(vendor, address, time_out=timedelta(milliseconds=50))
    with pytest.raises(RecordsUnreachable) as caught:
        await build(spec, tmp_path, session, Clock(), SecretStr(vendor.token)).read(vendor.own)
    release.set()

    assert caught.value.why is NotRead.TOO_SLOW


async def outcome(source: Records, key: str) -> object:
    """What is read, or why nothing is."""
    try:
        return await source.read(key)
    except RecordsUnreachable as error:
        return error.why


async def test_the_answer_for_another_key_is_never_this_ones(source: Records, vendor: Vendor) -> None:
    vendor.mixed_up = True
    assert await outcome(source, vendor.own) in (None, NotRead.ANOTHER)


async def test_no_key_reaches_beyond_its_place(source: Records, vendor: Vendor) -> None:
    for key in HOSTILE:
        assert await outcome(source, key) in (None, NotRead.ANOTHER), key
    assert vendor.complaints == []
    for path in vendor.asked:
        assert ".." not in path.split("/"), path
        assert "evil" not in path.partition("?")[0].rpartition("/")[0], path


async def test_a_shopify_token_of_a_day_is_fetched_when_it_is_needed(session: ClientSession, tmp_path: Any) -> None:
    vendor, clock = Shopify(), Later()
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", vendor.handle)
    async with TestServer(app) as server:
        spec = spec_of(vendor, str(server.make_url("")).rstrip("/"))
        source = build(spec, tmp_path, session, clock, SecretStr(vendor.client))
        for _ in range(3):
            assert await source.read("4417") is not None
        assert vendor.given == 1
        clock.at += timedelta(hours=24)
        assert await source.read("4417") is not None
        assert vendor.given == 2
        vendor.throttled = True
        with pytest.raises(RecordsUnreachable) as caught:
            await source.read("4417")
        assert (caught.value.why, caught.value.pause) == (NotRead.LIMITED, timedelta(seconds=3))
    assert vendor.complaints == []


class Later:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at
