"""`run`, `web`, `worker`, `inbox` and `outbox`: what they refuse before they start."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import settings
from bot.cli import connect_lines
from bot.cli.dispatch import main
from bot.desk import load
from bot.domain.delivered import kept
from bot.domain.outbox import Outcome
from bot.flow import inbox, leases
from bot.flow import outbox as work_of
from store import outbox
from store.store import Store
from store.unit_of_work import UnitOfWork


@pytest.mark.parametrize("name", ["run", "web", "worker", "inbox list", "outbox list"])
def test_without_a_key_the_remedy_is_named(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(name.split()) == 1

    assert capsys.readouterr().err == "SECRET_KEY is not set; `python -m bot init` makes one and writes it to .env\n"


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_part_alone_refuses_sqlite(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    capsys.readouterr()

    assert main([name]) == 1

    said = capsys.readouterr().err
    assert "SQLite serves one process" in said
    assert "python -m bot run" in said


def test_the_inbox_of_a_new_database_is_empty(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    assert main(["inbox", "list"]) == 1
    assert "run `python -m bot migrate`" in capsys.readouterr().err

    main(["migrate"])
    capsys.readouterr()
    assert main(["inbox", "list"]) == 0
    assert capsys.readouterr().out == "Nothing is parked and nothing waits.\n"


def test_what_is_not_kept_cannot_be_tried_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    main(["migrate"])
    capsys.readouterr()

    assert main(["inbox", "retry", "17"]) == 1

    assert "has the id 17" in capsys.readouterr().err


async def park(body: str, source: str = "generic", event_id: str = "event-1", kind: str = "ticket.created") -> None:
    read = settings.load()
    store = Store(read.database_url, load(read.desk_file, datetime.now(UTC)), secrets=read.signing_keys)
    try:
        await store.open()
        await store.write(inbox.park, source, event_id, kind, body, "KeyError: order")
    finally:
        store.close()


def test_what_is_parked_is_listed_and_worked_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    main(["migrate"])
    body = {"type": "ticket.created", "data": {"id": "88", "subject": "Order", "body": "Where is my order?"}}
    asyncio.run(park(json.dumps(body)))
    capsys.readouterr()

    assert main(["inbox", "list"]) == 0
    listed = capsys.readouterr().out.split()
    assert listed == ["1", "parked", "generic", "ticket.created", "KeyError:", "order"]

    assert main(["inbox", "retry", "1"]) == 0
    assert capsys.readouterr().out.startswith("Worked: T-")

    assert main(["inbox", "retry", "1"]) == 1
    main(["inbox", "list"])
    assert capsys.readouterr().out == "Nothing is parked and nothing waits.\n"


def test_what_still_cannot_be_read_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    main(["migrate"])
    asyncio.run(park('{"type": "ticket.created"}'))
    capsys.readouterr()

    assert main(["inbox", "retry", "1"]) == 1
    assert "1 still cannot be read: data" in capsys.readouterr().err

    main(["inbox", "list"])
    assert "parked" in capsys.readouterr().out


async def give_up() -> None:
    read = settings.load()
    store = Store(read.database_url, load(read.desk_file, datetime.now(UTC)), secrets=read.signing_keys)

    def work(uow: UnitOfWork) -> None:
        work_of.digest(uow, 7, "#managers")
        (job,) = outbox.lease(uow, {}, limit=1, time=timedelta(seconds=60))
        leases.record(uow, job, Outcome("dead", "rejected: invalid_blocks"), timedelta())

    try:
        await store.open()
        await store.write(work)
    finally:
        store.close()


def test_what_was_given_up_is_listed_and_tried_again_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    main(["migrate"])
    capsys.readouterr()
    assert main(["outbox", "list"]) == 0
    assert capsys.readouterr().out == "Nothing was given up.\n"
    asyncio.run(give_up())

    assert main(["outbox", "list"]) == 0
    listed = capsys.readouterr().out
    assert listed.split()[:5] == ["1", "digest", "7", "1", "try"]
    assert listed.endswith("rejected: invalid_blocks\n")

    assert main(["outbox", "retry", "1"]) == 0
    assert capsys.readouterr().out == "It will be tried again.\n"
    assert main(["outbox", "retry", "1"]) == 1
    assert main(["outbox", "drop", "1"]) == 1
    assert "Nothing that was given up has the id 1" in capsys.readouterr().err


ZENDESK = connect_lines.entry(
    "sources", {"name": "zendesk", "kind": "zendesk", "address": "https://x.zendesk.com", "user": "a@x.example"}
)


def test_a_helpdesk_s_own_delivery_is_translated_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the adapter of now: what the release before could not read is a request."""
    main(["init"])
    main(["migrate"])
    detail = {"id": "88", "subject": "Order", "description": "Where is my order?", "requester_id": "9"}
    raw = json.dumps({"type": "zen:event-type:ticket.created", "id": "e1", "detail": detail, "event": {}})
    asyncio.run(park(kept(raw, {"X-Zendesk-Webhook-Id": "1"}, ()), "zendesk", "sha256:ab", "delivery"))
    capsys.readouterr()

    assert main(["inbox", "retry", "1"]) == 1
    assert "1 still cannot be read: the desk file has no helpdesk zendesk" in capsys.readouterr().err

    connect_lines.add_entry(settings.load().desk_file, ZENDESK, datetime.now(UTC).date())
    assert main(["inbox", "retry", "1"]) == 0
    assert capsys.readouterr().out.startswith("Worked: T-")
    main(["inbox", "list"])
    assert capsys.readouterr().out == "Nothing is parked and nothing waits.\n"
