"""Whatever fails, no secret is shown: not in a log, a row, an answer, a post, or in what a command prints."""

import asyncio
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot import telemetry
from bot.cli import dispatch
from bot.settings import Settings
from tests.scenarios.conftest import Open
from tests.scenarios.shop import SOURCE, Shop
from tests.scenarios.test_the_way_in_is_guarded import signed

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKEN, QUERY, USER = "swordfish-bearer", "swordfish-query", "swordfish-user"


def known_to(shop: Shop) -> dict[str, str]:
    """Every secret of this desk, by the name of its variable."""
    return {
        "SECRET_KEY": shop.secret_key, "HOOK_SECRET_GENERIC": shop.hook_secret, "API_TOKEN": shop.api_token,
        "HOOK_TOKEN_GENERIC": TOKEN, "REPLY_URL_GENERIC": QUERY, "SLACK_BOT_TOKEN": shop.sandbox.bot_token,
        "SLACK_APP_TOKEN": shop.sandbox.app_token, "SLACK_SIGNING_SECRET": shop.sandbox.signing_secret,
    }  # fmt: skip


@pytest.fixture
def secretive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shops whose addresses hold secrets too."""
    real = Shop._settings

    def settings(shop: Shop) -> Settings:
        url = f"{shop.sandbox.customers.reply_url}?key={QUERY}".replace("http://", f"http://{USER}@")
        given = {
            "reply_urls": {SOURCE: SecretStr(url)}, "hook_tokens": {SOURCE: SecretStr(TOKEN)},
            "slack_signing_secret": SecretStr(shop.sandbox.signing_secret),
        }  # fmt: skip
        return real(shop).model_copy(update=given)

    monkeypatch.setattr(Shop, "_settings", settings)


class Callers:
    """Asks badly, in every way, and keeps what is answered."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.told: list[str] = []

    async def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> None:
        async with aiohttp.ClientSession() as http:
            answer = await http.request(method, self.shop.url + path, data=body or None, headers=headers)
            self.told.append(f"{answer.status} {dict(answer.headers)} {await answer.text()}")

    async def all(self, known: dict[str, str]) -> None:
        bearer = {"Authorization": f"Bearer {self.shop.api_token}"}
        body = b'{"type": "ticket.created", "data": {"id": "1", "body": "Hello"}}'
        for secret in known.values():
            await self.ask("POST", f"/hooks/{SOURCE}?token={secret}", body, Authorization=f"Bearer {secret}")
            await self.ask("GET", f"/api/v1/tickets/{secret[:20]}", b"", **bearer)
            await self.ask("GET", f"/{secret[:20]}")
        await self.ask("POST", f"/hooks/{SOURCE}", body, **signed(self.shop, body + b" ", "wrong"))
        await self.ask("POST", "/api/v1/tickets", b"{", **bearer)
        for path in ("/healthz", "/readyz", "/metrics", "/api/v1/tickets?state=x"):
            await self.ask("GET", path, b"", **bearer)
        reader, writer = await _raw(self.shop.url)
        writer.write(f"GARBAGE {self.shop.api_token}\r\nAuthorization {TOKEN}\r\n\r\n".encode())
        self.told.append((await reader.read()).decode())
        writer.close()


async def _raw(url: str) -> Any:
    host, port = url.removeprefix("http://").split(":")
    return await asyncio.open_connection(host, int(port))


async def everything_fails(shop: Shop, callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack, the helpdesk, the database and our own code, one after the other, with secrets in their errors."""
    known = known_to(shop)
    asked = await shop.asks_where()
    await shop.card_with(asked, "approve")
    shop.sandbox.fail("chat.update", status=500)
    shop.sandbox.fail("chat.postMessage", error="invalid_auth")
    shop.sandbox.fail("views.open", status=503)
    shop.sandbox.fail("response_url", status=500)
    await shop.press("ana", asked, "edit")
    shop.sandbox.clear_faults()
    shop.sandbox.customers.fail(drop_after=True)
    await shop.press("ana", asked, "approve")
    await shop.quiet()
    await callers.all(known)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(" ".join(known.values()))

    with monkeypatch.context() as patch:
        for place in ("bot.flow.intake_opening.triage", "bot.flow.claim.claim", "handlers.webhooks.kind_of"):
            patch.setattr(place, broken)
        patch.setattr(shop.running.store, "read", broken)
        body = b'{"type": "ticket.created", "data": {"id": "broken", "body": "Hello"}}'
        await callers.ask("POST", f"/hooks/{SOURCE}", body, **signed(shop, body, "broken"))
        await callers.ask("GET", "/api/v1/tickets", Authorization=f"Bearer {shop.api_token}")
        await callers.ask("GET", "/readyz")
        card = shop.card(asked)
        assert card is not None
    body = b'{"type": "ticket.created", "data": {"id": "parked", "body": "Hello"}}'
    with monkeypatch.context() as patch:
        patch.setattr("bot.flow.intake_opening.triage", broken)
        await callers.ask("POST", f"/hooks/{SOURCE}", body, **signed(shop, body, "parked"))
    await shop.quiet()


def rows_of(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in database.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - names of ours
                yield f"{name}: {row}"


async def test_no_secret_is_shown_anywhere(
    own: Open, secretive: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    log = io.StringIO()
    shop = await own()
    telemetry.configure("DEBUG", json=True, stream=log, hidden=shop.running.settings.hidden)
    callers = Callers(shop)
    await everything_fails(shop, callers, monkeypatch)
    shown = {
        "log": log.getvalue().splitlines(),
        "rows": list(rows_of(shop.database)),
        "answers": callers.told,
        "posts": [json.dumps([call.method, call.args], default=str) for call in shop.sandbox.calls()],
        "reprs": [repr(shop.running.settings), str(shop.running.settings), repr(vars(shop.running.settings))],
        "output": list(capfd.readouterr()),
    }
    assert any("Traceback" in line for line in shown["log"])
    for where, texts in shown.items():
        for name, secret in {**known_to(shop), "user": USER}.items():
            assert not [text[:1500] for text in texts if secret in text], (where, name)


@pytest.mark.parametrize("command", ["check", "doctor", "migrate", "init", "inbox list", "outbox list", "manifest"])
async def test_no_command_prints_a_secret(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    mark = "swordfish-swordfish-swordfish-swordfish"
    monkeypatch.chdir(tmp_path)
    dispatch.main(["init"])
    for name in ("SECRET_KEY", "API_TOKEN", "HOOK_SECRET_GENERIC", "HOOK_TOKEN_GENERIC", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, mark)
    monkeypatch.setenv("SLACK_BOT_TOKEN", f"xoxb-{mark}")
    monkeypatch.setenv("SLACK_API_URL", f"http://{mark}@127.0.0.1:1/api/")
    monkeypatch.setenv("REPLY_URL_GENERIC", f"http://me:{mark}@127.0.0.1:1/in?key={mark}")
    for url in (
        f"postgresql://desk:{mark}@127.0.0.1:1/desk",
        f"postgresql://desk:{mark}@[::1",
        f"mysql://desk:{mark}@h",
    ):
        monkeypatch.setenv("DATABASE_URL", url)
        await asyncio.to_thread(dispatch.main, command.split())
    said = "".join(capfd.readouterr())
    assert mark not in said
    written = [line.partition("=")[2] for line in (tmp_path / ".env").read_text().splitlines() if "=" in line]
    assert not [secret for secret in written if secret and secret in said]
