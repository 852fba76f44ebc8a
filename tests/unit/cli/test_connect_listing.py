"""`connect` asks a helpdesk once what has changed of late: what nobody hears will be asked for in the same way."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.domain.errors import DeskhandError
from tests.unit.cli.test_connect import connected, service, zendesk
from tests.unit.cli.test_connect import desk_file as desk_file


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (200, "Asked what has changed, it answers too: 1 ticket has within the last day."),
        (403, "It cannot be asked what has changed (Zendesk answered 403: our account there may not do this): look at "
              "what the account may do there. What its webhooks miss will not come."),
    ],
)  # fmt: skip
async def test_it_is_asked_once_what_has_changed_of_late(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: int, said: str
) -> None:
    monkeypatch.setenv("HELPDESK_TOKEN_ZENDESK", "right")
    monkeypatch.setenv("HOOK_SECRET_ZENDESK", "what Zendesk has revealed")
    asked: list[str] = []

    async def export(request: web.Request) -> web.StreamResponse:
        if "incremental" not in request.path:
            return await zendesk("right", asked)(request)
        asked.append(f"{request.method} {request.path}")
        found = [{"id": 35436, "updated_at": datetime.now(UTC).isoformat()}]
        return web.json_response({"tickets": found, "end_time": 1, "end_of_stream": True}, status=answer)

    async with service(export) as address:
        assert await connected("zendesk", "--address", address, "--user", "deskhand@example.com") == 0
    assert said in capsys.readouterr().out
    assert sum("incremental" in one for one in asked) == 1
    assert all(one.startswith("GET ") for one in asked), "nothing is changed there"


async def test_what_has_to_be_asked_and_cannot_be_is_not_connected(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Freshdesk tells nothing by itself."""
    monkeypatch.setenv("HELPDESK_TOKEN_FRESHDESK", "right")

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.json_response({}, status=403 if request.path == "/api/v2/tickets" else 404)

    async with service(answer) as address:
        with pytest.raises(DeskhandError, match=r"It cannot be asked what has changed .*403"):
            await connected("freshdesk", "--address", address, "--write")
