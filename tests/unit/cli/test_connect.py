"""`connect`: what is tested, what is told to be pasted, and what is written, against services on loopback."""

import asyncio
import os
import re
import stat
import tomllib
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot import settings
from bot.cli import connect, connect_lines
from bot.cli.connect_records import KINDS as RECORDS
from bot.cli.connect_records import connect_records
from bot.cli.connect_source import connect_source
from bot.cli.connect_trial import waited_for
from bot.cli.dispatch import main, parser_of
from bot.cli.init import desk_toml
from bot.cli.opened import opened
from bot.desk import load
from bot.domain.desk import Source
from bot.domain.desk_vendors import VENDORS
from bot.domain.errors import DeskFileError, DeskhandError
from bot.flow import intake
from bot.helpdesk.guides import guide_of
from store import migrate
from tests.flow.desk import REQUEST
from tests.house.pages import DOCS, blocks

KEY = "a key for tests that is long enough"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def desk_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECRET_KEY", KEY)
    file = folder / "desk.toml"
    file.write_text(desk_toml("#support", "@marta"), "utf-8")
    return file


def text_of(file: Path) -> str:
    return file.read_text("utf-8")


async def connected(*given: str) -> int:
    """As `python -m bot connect …`, inside this loop."""
    chosen = parser_of("connect", connect).parse_args(given)
    read = settings.load()
    work = connect_records if chosen.kind in RECORDS else connect_source
    return await work(chosen, read, load(read.desk_file, TODAY), TODAY)


@asynccontextmanager
async def service(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", answer)
    async with TestServer(app, shutdown_timeout=0) as server:
        yield str(server.make_url("/")).rstrip("/")


def zendesk(token: str, asked: list[str]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Refuses every other token, has no ticket at all, and takes nothing but reads."""

    async def answer(request: web.Request) -> web.Response:
        asked.append(f"{request.method} {request.path}")
        if request.headers.get("Authorization", "") != web_basic(f"deskhand@example.com/token:{token}"):
            return web.json_response({"error": "Couldn't authenticate you"}, status=401)
        return web.json_response({"error": "RecordNotFound"}, status=404)

    return answer


def web_basic(text: str) -> str:
    return f"Basic {b64encode(text.encode()).decode()}"


async def test_zendesk_is_tested_told_and_written(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HELPDESK_TOKEN_ZENDESK", "right")
    monkeypatch.setenv("HOOK_SECRET_ZENDESK", "what Zendesk has revealed")
    asked: list[str] = []
    before = text_of(desk_file)
    async with service(zendesk("right", asked)) as address:
        given = (
            "zendesk",
            "--address",
            address,
            "--user",
            "deskhand@example.com",
            "--url",
            "https://desk.example.com/",
        )
        assert await connected(*given) == 0
        shown = capsys.readouterr().out
        assert text_of(desk_file) == before
        assert await connected(*given, "--write") == 0

    assert "https://desk.example.com/hooks/zendesk" in shown
    assert "Zendesk answers, and accepts what was given." in shown
    assert "Put them there, or run this again with --write." in shown
    assert asked
    assert all(one.startswith("GET ") for one in asked)
    source = load(desk_file, TODAY).source("zendesk")
    assert (source.kind, source.address, source.user) == ("zendesk", address, "deskhand@example.com")


async def test_a_wrong_token_is_said_and_nothing_is_written(desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPDESK_TOKEN_ZENDESK", "wrong")
    monkeypatch.setenv("HOOK_SECRET_ZENDESK", "what Zendesk has revealed")
    before = text_of(desk_file)
    async with service(zendesk("right", [])) as address:
        with pytest.raises(DeskhandError, match="401: it does not accept our token: look at its address, at the token"):
            await connected("zendesk", "--address", address, "--user", "deskhand@example.com", "--write")

    assert text_of(desk_file) == before


async def test_nobody_listens_there(desk_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPDESK_TOKEN_ZENDESK", "right")
    monkeypatch.setenv("HOOK_SECRET_ZENDESK", "what Zendesk has revealed")
    address = f"http://127.0.0.1:{unused_port()}"
    with pytest.raises(DeskhandError, match="look at its address"):
        await connected("zendesk", "--address", address, "--user", "deskhand@example.com")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("zendesk", "--address", "http://zendesk.example", "--user", "x@y.example"), "must begin with https"),
        (("zendesk", "--address", "https://me:pw@zendesk.example", "--user", "x@y.example"), "must begin with https"),
    ],
)
async def test_what_the_desk_file_would_refuse_is_never_called(
    desk_file: Path, given: tuple[str, ...], why: str
) -> None:
    with pytest.raises(DeskFileError, match=why):
        await connected(*given)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (("zendesk", "--address", "https://x.example"), "--user is missing: the e-mail address of the account"),
        (("zendesk", "--user", "x@y.example"), "--address is missing: where Zendesk stands"),
        (("django_helpdesk", "--address", "https://x.example"), "HELPDESK_TOKEN_DJANGO_HELPDESK is missing"),
        (("shopify", "--address", "https://x.example"), "RECORDS_TOKEN_SHOPIFY is missing"),
    ],
)
async def test_in_a_script_what_is_missing_is_named(desk_file: Path, given: tuple[str, ...], missing: str) -> None:
    with pytest.raises(DeskhandError, match=missing):
        await connected(*given)


async def test_what_we_make_is_told_with_where_it_goes(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HELPDESK_TOKEN_TICKETS", "t")
    async with service(_nothing_there) as address:
        await connected("django_helpdesk", "--name", "tickets", "--address", address, "--write")

    (line,) = text_of(connect_lines.ENV).splitlines()
    name, _, token = line.partition("=")
    shown = capsys.readouterr().out
    assert name == "HOOK_TOKEN_TICKETS"
    assert f"/hooks/tickets/{token}" in shown
    assert f"{name}={token}" not in shown  # it was written: whoever reads along need not have it twice
    assert stat.S_IMODE(os.stat(connect_lines.ENV).st_mode) == 0o600


async def test_what_signs_is_given_a_secret_and_no_token(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A token that is set already proves nothing of what is signed."""
    monkeypatch.setenv("HELPDESK_TOKEN_TOOL", "t")
    monkeypatch.setenv("HOOK_TOKEN_TOOL", "a-token-that-proves-nothing")
    async with service(_nothing_there) as address:
        (tool,) = [text for text in blocks(DOCS / "connectors.md", "toml") if 'name = "tool"' in text]
        connect_lines.add_entry(desk_file, tool.replace("https://tool.example.com", address), TODAY)
        await connected("mapped", "--name", "tool", "--url", "https://desk.example.com")
    shown = capsys.readouterr().out
    (secret,) = re.findall(r"HOOK_SECRET_TOOL=(whsec_\S+)", shown)
    assert f"its webhook goes to https://desk.example.com/hooks/tool, signed with {secret}." in shown
    assert "HOOK_TOKEN" not in shown


async def _nothing_there(_request: web.Request) -> web.Response:
    return web.json_response({}, status=404)


def test_what_is_there_is_never_changed(desk_file: Path, folder: Path) -> None:
    env = folder / ".env"
    env.write_text("HOOK_SECRET_GENERIC=mine\nEMPTY=", "utf-8")
    assert connect_lines.add_variables(env, {"HOOK_SECRET_GENERIC": "other", "EMPTY": "now"}) == ["EMPTY"]
    assert env.read_text("utf-8") == "HOOK_SECRET_GENERIC=mine\nEMPTY=\nEMPTY=now\n"
    before = desk_file.read_text("utf-8")
    with pytest.raises(DeskFileError, match="The desk file stays as it was"):
        connect_lines.add_entry(desk_file, connect_lines.entry("sources", {"name": "x", "kind": "nonsense"}), TODAY)
    assert desk_file.read_text("utf-8") == before
    assert [one.name for one in folder.iterdir() if one.name.endswith(".new")] == []


def test_an_entry_is_toml_whatever_stands_in_it() -> None:
    given = {"name": 'a "name"', "pattern": r"\border\s+(\d{4,})\b", "user": "", "address": "é\\\n"}
    (found,) = tomllib.loads(connect_lines.entry("records", given))["records"]
    assert found == {key: value for key, value in given.items() if value}


async def test_records_answer_and_name_their_fields_and_no_value(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECORDS_TOKEN_SHOP", "consumer:secret")

    async def orders(request: web.Request) -> web.Response:
        if not request.path.endswith("/4417"):
            return web.json_response({"code": "woocommerce_rest_shop_order_invalid_id"}, status=404)
        return web.json_response(
            {
                "id": 4417,
                "number": "4417",
                "status": "processing",
                "customer_id": 7,
                "billing": {"email": "jo@mail.example"},
            }
        )

    async with service(orders) as address:
        await connected("woocommerce", "--name", "shop", "--address", address, "--key", "4417")
        with pytest.raises(DeskhandError, match="has no record 4418"):
            await connected("woocommerce", "--name", "shop", "--address", address, "--key", "4418")

    shown = capsys.readouterr().out
    assert "shop: 4417 is there, names its customer, and has" in shown
    assert "status" in shown
    for value in ("processing", "jo@mail.example"):
        assert value not in shown


async def test_a_ticket_that_comes_is_seen(desk_file: Path) -> None:
    await asyncio.to_thread(migrate.upgrade, settings.load().database_url)
    async with opened(settings.load(), load(desk_file, TODAY)) as store:
        with pytest.raises(DeskhandError, match="Nothing has come from generic within 0 seconds"):
            await waited_for(store, Source(name="generic"), 0.0)
        receipt, found = await _both(
            store.write(intake.take, REQUEST), waited_for(store, Source(name="generic"), 20.0, 0)
        )
    assert found == receipt.ticket_id


async def _both(first: Awaitable[Any], second: Awaitable[Any]) -> tuple[Any, Any]:
    watching = asyncio.ensure_future(second)
    await asyncio.sleep(0)
    return await first, await watching


@pytest.mark.parametrize("kind", VENDORS)
def test_every_helpdesk_says_what_to_do_there(kind: str) -> None:
    guide = guide_of(kind)
    told = " ".join(guide.steps).format(hook="https://x.example/hooks/y", secret="whsec_x", ending="Y")
    assert ("https://x.example/hooks/y" in told) is not guide.asked
    assert guide.asked is VENDORS[kind].asked
    assert guide.token


def test_an_unknown_kind_is_named(desk_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["connect", "nonsense"])
    assert "zendesk" in capsys.readouterr().err
