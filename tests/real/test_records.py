"""Records of software that others wrote: a django-oscar shop, localstripe, and, where asked for, the vendors live."""

import base64
import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import ClientSession
from pydantic import SecretStr

from bot import settings
from bot.app import RealClock
from bot.cli.examination_records import records_of
from bot.desk import load
from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.people import Customer
from bot.domain.records import link
from bot.flow.ports import Records
from bot.records import build
from bot.settings import in_variable
from tests.real import oscar
from tests.real.records import free_port, running

STRIPE = os.environ.get("LOCALSTRIPE", "")
LIVE = os.environ.get("LIVE_RECORDS", "")
KEYS = dict(pair.split("=", 1) for pair in os.environ.get("LIVE_KEYS", "").split(",") if "=" in pair)
NOBODY = SecretStr("nobody:at-all")

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]  # a shop is not laid down at once


def customer(known: str, email: str, *, verified: bool = False) -> Customer:
    return Customer(
        id=1, name="Ann", email=email, external_id="", segment="", value=None, language="en", email_verified=verified,
        identities=(("generic", known),) if known else (),
    )  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


def reading(session: ClientSession, token: SecretStr, **given: Any) -> Records:
    spec = RecordSource(**{"pattern": "(a)", "name": given["kind"], "time_out": "5s", **given})
    return build(spec, Path(), session, RealClock(), token)


async def why(source: Records, key: str) -> NotRead:
    with pytest.raises(RecordsUnreachable) as caught:
        await source.read(key)
    return caught.value.why


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[str, list[str]]]:
    """A django-oscar shop; its address, and the ids of its two customers."""
    if not oscar.PYTHON:
        pytest.skip("make test-real runs it")
    async with oscar.open_shop(tmp_path_factory.mktemp("oscar")) as opened:
        yield opened.address, opened.ids


async def test_an_order_of_a_real_shop(shop: tuple[str, list[str]], session: ClientSession) -> None:
    address, (ann, sam) = shop
    source = reading(session, SecretStr("admin:admin-pass"), kind="oscar", address=address)
    record = await source.read("10423")

    assert record is not None
    assert (record.customer_id, record.customer_email) == (ann, "ann@example.com")
    placed = record.fields["placed"]
    assert datetime.fromisoformat(placed).date() == datetime.now(UTC).date()
    assert record.fields == {
        "number": "10423", "status": "Shipped", "total": "39.80", "currency": "EUR", "shipping": "Free shipping",
        "placed": placed,
    }  # fmt: skip
    allowed = ("status", "total")
    own = link("oscar", "10423", record, customer(ann, ""), allowed)
    assert (own.state, own.fields) == ("own", {"status": "Shipped", "total": "39.80"})
    assert link("oscar", "10423", record, customer(sam, "ann@example.com", verified=True), allowed).state == "foreign"
    assert link("oscar", "10423", record, customer("", "ann@example.com"), allowed).state == "foreign"
    assert link("oscar", "10423", record, customer("", "ann@example.com", verified=True), allowed).state == "own"


async def test_who_may_not_see_orders_gets_none(shop: tuple[str, list[str]], session: ClientSession) -> None:
    address, _ = shop
    for token, reason in ((NOBODY, NotRead.REFUSED), (SecretStr("ann:ann-pass"), NotRead.REFUSED)):
        assert await why(reading(session, token, kind="oscar", address=address), "10423") is reason
    staff = reading(session, SecretStr("admin:admin-pass"), kind="oscar", address=address)
    assert await staff.read("99999") is None
    assert await staff.read("1") is None  # a row's id is no number


async def test_the_shops_address_may_only_be_read(shop: tuple[str, list[str]], session: ClientSession) -> None:
    address, _ = shop
    proof = {"Authorization": f"Basic {base64.b64encode(b'admin:admin-pass').decode()}"}
    async with session.delete(f"{address}/api/admin/orders/by-number/10423/", headers=proof) as answer:
        assert answer.status == 405


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stripe() -> AsyncIterator[tuple[str, dict[str, str]]]:
    """localstripe with a customer who has a subscription, and with that an invoice and a charge; all their ids.

    Its own command listens on all interfaces, so its application is run here, on the loopback alone.
    """
    if not STRIPE:
        pytest.skip("make test-real runs it")
    port = free_port()
    run = (
        "import sys; sys.argv = ['x']; from aiohttp import web; from localstripe import server; "
        f"web.run_app(server.app, host='127.0.0.1', port={port})"
    )
    address = f"http://127.0.0.1:{port}"
    async with running(STRIPE, "-c", run, address=address):
        yield address, await subscribed(address)


async def subscribed(address: str) -> dict[str, str]:
    card = {"number": "4242424242424242", "exp_month": "12", "exp_year": "2030", "cvc": "123"}
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer sk_test_12345"}) as http:

        async def post(what: str, **form: str) -> str:
            async with http.post(f"{address}/v1/{what}", data=form) as answer:
                assert answer.status == 200, await answer.text()
                return str((await answer.json())["id"])

        await post("plans", id="tea", amount="1900", currency="eur", interval="month", **{"product[name]": "Tea club"})
        token = await post("tokens", **{f"card[{name}]": value for name, value in card.items()})
        jo = await post("customers", email="jo@example.com", source=token)
        await post("customers", email="sam@example.com")
        subscription = await post("subscriptions", customer=jo, **{"items[0][plan]": "tea"})
        found = {"customers": jo, "subscriptions": subscription}
        for what in ("invoices", "charges"):
            async with http.get(f"{address}/v1/{what}", params={"customer": jo}) as answer:
                [row] = (await answer.json())["data"]
                found[what] = row["id"]
        return found


@pytest.mark.parametrize(
    ("reads", "fields"),
    [
        ("invoices", {"status": "paid", "total": "19.00 EUR", "paid": "19.00 EUR"}),
        ("charges", {"status": "succeeded", "amount": "19.00 EUR", "refunded": "0.00 EUR", "paid": "today"}),
        ("subscriptions", {"status": "active", "began": "today"}),
        ("customers", {"since": "today"}),
    ],
)
async def test_what_stripe_knows(
    stripe: tuple[str, dict[str, str]], session: ClientSession, reads: str, fields: dict[str, str]
) -> None:
    address, ids = stripe
    token = SecretStr("sk_test_12345")
    source = reading(session, token, kind="stripe", reads=reads, address=address, key="id")
    record = await source.read(ids[reads])

    assert record is not None
    today = datetime.now(UTC).date().isoformat()
    assert record.customer_id == ids["customers"]
    expected = {name: today if value == "today" else value for name, value in fields.items()}
    assert {name: value for name, value in record.fields.items() if name in expected} == expected
    linked = link("stripe", ids[reads], record, customer(ids["customers"], ""), tuple(expected))
    assert (linked.state, linked.fields) == ("own", expected)
    assert link("stripe", ids[reads], record, customer("cus_other", ""), tuple(expected)).fields == {}
    assert await source.read("in_nobody") is None
    assert await why(reading(session, SecretStr("no_key"), kind="stripe", reads=reads, address=address, key="id"),
                     ids[reads]) is NotRead.REFUSED  # fmt: skip


@pytest.mark.skipif(not LIVE, reason="LIVE_RECORDS names no desk file")
async def test_a_vendor_live(session: ClientSession, capsys: pytest.CaptureFixture[str]) -> None:
    """`doctor` finds each source of that desk file sound, and each key of LIVE_KEYS is a record there."""
    desk = load(Path(LIVE), date.today())  # noqa: DTZ011 - the day of whoever runs it
    given = settings.load(secret_key="-" * 32, desk_file=LIVE)
    assert {found.part: found.trouble async for found in records_of(given, desk, {}) if found.trouble} == {}
    for spec in desk.file.records:
        if spec.name in KEYS:
            token = given.records_tokens.get(in_variable(spec.name))
            record = await build(spec, Path(LIVE).parent, session, RealClock(), token).read(KEYS[spec.name])
            assert record is not None, f"{spec.name}: no such record"
            with capsys.disabled():
                whose = "whose is said" if record.customer_id or record.customer_email else "nobody's"
                print(f"\n{spec.name}: {whose}; fields {', '.join(record.fields)}")  # noqa: T201 - for whoever runs it
