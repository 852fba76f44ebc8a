"""What Slack would never send, signed as Slack signs: a clear answer, no fault of ours, and nothing stored.

Real payloads of a day are recorded, spoiled somewhere and sent again. `FUZZ=20000` in the environment tries more.
"""

import io
import json
import os
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any, Final

import aiohttp
import pytest
from sqlalchemy import text

from bot import telemetry
from bot.slack import actions as act
from handlers.actions import _MORE, ACTIONS
from handlers.modals import SUBMITS
from sandbox import transports
from store.unit_of_work import UnitOfWork
from tests.edge.odd import ODD, broken, changed
from tests.scenarios.conftest import Open
from tests.scenarios.reading import Json, fields
from tests.scenarios.shop import Shop

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(1800)]

TRIES: Final = int(os.environ.get("FUZZ", "600"))
TABLES: Final = (
    "ticket", "message", "reply", "approval", "draft", "journal", "inbox", "outbox", "submission", "notice", "person",
)  # fmt: skip
#: What somebody who wants something would put there.
SLY: Final[tuple[Any, ...]] = (
    *ODD, "T0OTHER00", "U0NOBODY0", "1001", 1001, 2**31, 2**63, "²", "https://evil.example/", "claim", "approve",
    '{"t": 1001}', '{"t": 999999999999}', '{"t": -1, "d": 1, "m": 1, "r": 1}', '{"t": true}', "[1]", "{", "null",
    '{"q": "orders", "f": "", "p": 1e99}', '{"q": null, "f": null, "p": null}', "write_reply:1001", "more:²",
    "write_reply:99999999999999999999", "block_actions", "event_callback", "view_submission", "message", "deep",
    {"type": "input"}, [{"type": "input"}],
)  # fmt: skip


class Idle:
    """In Slack's place for what only the clicker sees: takes all of it."""

    def __getattr__(self, name: str) -> Any:
        async def done(*_: Any, **__: Any) -> Any:
            return name in ("respond",)

        return done


Recorded = tuple[str, Json]


async def a_day(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> list[Recorded]:
    """What crosses the wire when people do what can be done."""
    seen: list[Recorded] = []
    real = transports.Http.deliver

    async def deliver(self: Any, kind: Any, payload: Json, *rest: Any) -> Any:
        seen.append((kind, payload))
        return await real(self, kind, payload, *rest)

    monkeypatch.setattr(transports.Http, "deliver", deliver)
    monkeypatch.setattr(shop.sandbox._events, "_subscribed", None)  # also what Deskhand has not asked for
    asked, angry, other = await shop.asks_where(), await shop.is_angry(), await shop.asks_where()
    for entry in ("write_reply", "change_type", "mark_sensitive", "assign", "explain", "history", "resolve"):
        view = await shop.choose("ana", asked, entry)
        await shop.sandbox.close_view("ana", view.id)
    for action in ("edit", "reject", "escalate"):
        await shop.open_by("ana", asked, action)
    form = await shop.choose("ana", asked, "write_reply")
    await shop.sandbox.submit("ana", form.id, {"text": "It comes on Thursday."})
    await shop.press("ana", other, "claim")
    await shop.press("marta", angry, "open")
    form = await shop.opened("chloe", shop.sandbox.shortcut("chloe", "new_ticket"))
    assert "subject" in fields(form)
    await shop.sandbox.submit("chloe", form.id, {"subject": "Hours", "text": "When is Lyon open?", "order": "4417"})
    said = await shop.sandbox.say("jonas", "support-orders", "Do we deliver to Austria?")
    await shop.opened("ana", shop.sandbox.message_shortcut("ana", "ticket_from_message", "support-orders", said.ts))
    for command in ("/queue orders", f"/ticket {asked.number}", "/ticket find order", "/digest today", "/desk help"):
        await shop.sandbox.command("ana", "support-orders", command)
    await shop.sandbox.react("ben", "support-orders", said.ts, "eyes")
    await shop.sandbox.edit_message("jonas", "support-orders", said.ts, "Do we deliver to Spain?")
    await shop.sandbox.join("jonas", "support-escalations")
    await shop.sandbox.open_home("ana")
    await shop.quiet()
    return [*seen, *every_button(seen)]


def nonsense(seen: list[Recorded], chance: Random, tries: int) -> Iterator[tuple[bytes, str, dict[str, str]]]:
    """Bodies with their content type and what is wrong with their headers."""
    for _ in range(tries):
        kind, payload = chance.choice(seen)
        body: Any = payload
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
            body = aimed(body, chance) if chance.random() < 0.5 else changed(body, chance, SLY)
        if chance.random() < 0.01:
            body = {"type": "url_verification", "challenge": chance.choice(SLY)}
        if chance.random() < 0.01:
            body = {**body, "deep": json.loads("[" * 200 + "]" * 200)} if isinstance(body, dict) else body
        raw, content_type = encoded(kind, body, chance)
        if chance.random() < 0.05 and raw:
            raw = broken(raw, chance)
        wrong = chance.choice(
            ({"secret": "other"}, {"at": "1"}, {"at": str(int(time.time()) + 900)}, {"at": "9" * 400}, {"at": "x"})
        )
        yield raw, content_type, wrong if chance.random() < 0.1 else {}


def aimed(body: Any, chance: Random) -> Any:
    """Spoiled where Deskhand looks."""
    whole = body if isinstance(body, dict) else {}
    places = [name for name in ("actions", "view", "event", "user", "message", "text") if name in whole]
    if not places:
        return changed(body, chance, SLY)
    name = chance.choice(places)
    return {**whole, name: changed(whole[name], chance, SLY)}


def every_button(seen: list[Recorded]) -> Iterator[Recorded]:
    """Every button, menu entry and modal, also those that nobody pressed on the day."""
    press = next(body for kind, body in seen if kind == "interactive" and body["type"] == "block_actions")
    submit = next(body for kind, body in seen if kind == "interactive" and body["type"] == "view_submission")
    for name in ACTIONS:
        page = name in (act.QUEUE_PAGE, act.QUEUE_BACK)
        value = '{"q": "orders", "f": "", "p": 0}' if page else '{"t": 1001, "d": 1, "m": 1, "r": 1}'
        yield "interactive", {**press, "actions": [{"type": "button", "action_id": name, "value": value}]}
    for name in _MORE:
        chosen = {"type": "static_select", "action_id": act.MORE, "selected_option": {"value": f"{name}:1001"}}
        yield "interactive", {**press, "actions": [chosen]}
    for name in SUBMITS:
        yield "interactive", {**submit, "view": {**submit["view"], "callback_id": name}}


def encoded(kind: str, body: Any, chance: Random) -> tuple[bytes, str]:
    if kind == "slash_commands" and isinstance(body, dict):
        if chance.random() < 0.05:
            body = {**body, chance.choice(("ssl_check", "payload", "text", "command")): chance.choice(SLY)}
        shown = {name: value if isinstance(value, str) else json.dumps(value) for name, value in body.items()}
        return urllib.parse.urlencode(shown, errors="surrogatepass").encode(), "application/x-www-form-urlencoded"
    whole = json.dumps(body)
    if kind == "interactive":
        return urllib.parse.urlencode({"payload": whole}).encode(), "application/x-www-form-urlencoded"
    return whole.encode(), chance.choice(("application/json", "application/json", "text/plain", "nonsense"))


def rows(uow: UnitOfWork) -> tuple[int, ...]:
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)  # noqa: S608 - names of ours
    return tuple(uow.execute(text(f"SELECT {counts}")).one())


def decided(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Without the outbox: whoever chooses from a card's menu makes the card be drawn again, which decides nothing."""
    return tuple(count for table, count in zip(TABLES, counts, strict=True) if table != "outbox")


def half_characters(uow: UnitOfWork) -> list[str]:
    """Where a NUL stands in a text."""
    found = []
    for table in TABLES:
        columns = [row.name for row in uow.execute(text(f"PRAGMA table_info({table})"))]
        for column in columns:
            where = f'SELECT count(*) FROM {table} WHERE instr(CAST("{column}" AS TEXT), char(0)) > 0'  # noqa: S608
            if uow.execute(text(where)).scalar():
                found.append(f"{table}.{column}")
    return found


def who(raw: bytes) -> str:
    """Whose doing a body claims to be, as far as it can be read."""
    try:
        form = dict(urllib.parse.parse_qsl(raw.decode(), keep_blank_values=True))
        if "payload" in form:
            return str(json.loads(form["payload"])["user"]["id"])
        return form.get("user_id", "")
    except (ValueError, KeyError, TypeError):
        return ""


async def test_nothing_that_slack_would_not_send_does_anything(own: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = await own(http=True)
    seen = await a_day(shop, monkeypatch)
    assert {kind for kind, _ in seen} == {"interactive", "events_api", "slash_commands"}
    running, front = shop.running, shop.running.front
    assert running.worker is not None
    assert front is not None
    await running.worker.stop()
    assert running._schedule is not None
    await running._schedule.stop()
    running._schedule = None
    monkeypatch.setattr(front, "slack", Idle())
    monkeypatch.setattr(front, "_refresh_now", Idle().refresh)
    log = io.StringIO()
    telemetry.configure("WARNING", json=True, stream=log)
    staff = {user.id for user in shop.sandbox.workspace.users.values()}
    answered: Counter[int] = Counter()
    before = await running.store.read(rows)
    async with aiohttp.ClientSession() as http:
        for number, (raw, content_type, wrong) in enumerate(nonsense(seen, Random(TRIES), TRIES)):
            at = wrong.get("at", str(int(time.time())))
            secret = wrong.get("secret", shop.sandbox.signing_secret)
            headers = {"Content-Type": content_type, "X-Slack-Request-Timestamp": at}
            headers["X-Slack-Signature"] = transports.sign(secret, at, raw.decode("utf-8", "replace"))
            async with http.post(f"{shop.url}/slack/events", data=raw, headers=headers) as answer:
                answered[answer.status] += 1
                told = await answer.text()
            await front.drain()
            after = await running.store.read(rows)
            said = (number, answer.status, raw, told)
            assert answer.status in (200, 400, 401, 404), (*said, log.getvalue()[-3000:])
            assert not wrong or answer.status in (400, 401), said
            assert answer.status == 200 or after == before, said
            assert decided(after) == decided(before) or who(raw) in staff, said
            assert not log.getvalue(), (*said, log.getvalue()[-3000:])
            before = after
    assert answered[400] > TRIES / 20
    assert answered[200] > TRIES / 5
    assert await running.store.read(half_characters) == []
    print(f"\n{TRIES} tried: {dict(answered)}")  # noqa: T201 - `make fuzz` shows it
