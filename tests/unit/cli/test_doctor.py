"""`doctor`: each part of an installation, and what to do where something is wrong."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.cli import examination, examination_inside
from bot.cli.demo import with_files
from bot.cli.dispatch import main
from bot.cli.examination import examine
from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.lessons import Lessons
from bot.domain.outbox import APART_FROM, Kind, Outcome
from bot.flow import leases
from bot.flow import outbox as work_of
from bot.settings import Settings
from sandbox import Channel, Sandbox
from store import migrate, outbox, silences
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.unit.cli.test_check import CHANNELS, PEOPLE, SHOP, staffed
from tests.unit.desk.small import TODAY

DESK = with_files(load(SHOP, TODAY), "http://127.0.0.1:9/")


def workspace(**escalations: Any) -> Sandbox:
    sealed = Channel("support-escalations", **{"private": True, **escalations})
    others = [staffed(name) for name in CHANNELS if name != sealed.name]
    return Sandbox("Shop", [*PEOPLE, "tomas"], [*others, "ops-logistics", sealed])


def chosen(folder: Path, slack: Sandbox, **more: Any) -> Settings:
    given: dict[str, Any] = {
        "secret_key": "k" * 32,
        "database_url": f"sqlite:///{folder / 'desk.db'}",
        "slack_api_url": slack.api_url,
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "hook_tokens": {"generic": "a-token"},
        "reply_urls": {"generic": slack.customers.reply_url},
        "desk_file": SHOP,
    }
    return settings.load(None, **given | more)


async def troubles(given: Settings, desk: Desk = DESK) -> dict[str, str]:
    """Every part that was looked at, and what is wrong with it."""
    return {finding.part: finding.trouble async for finding in examine(given, desk)}


@pytest.fixture
def folder(folder: Path) -> Path:
    migrate.upgrade(f"sqlite:///{folder / 'desk.db'}")
    return folder


async def test_an_installation_with_everything_is_sound(folder: Path) -> None:
    async with workspace() as slack:
        found = await troubles(chosen(folder, slack), with_files(DESK, slack.customers.files_url))
    assert set(found) == {
        "database", "disk", "work that waits", "assistant", "hearing Slack", "Slack", "clock", "sealed cards",
        "source generic", "files of generic", "records orders",
    }  # fmt: skip
    assert set(found.values()) == {""}


async def test_what_is_missing_is_named_with_its_remedy(folder: Path) -> None:
    async with workspace(private=False) as slack:
        found = await troubles(
            chosen(folder, slack, slack_app_token=None, hook_tokens={}, reply_urls={"generic": "http://127.0.0.1:9/"})
        )
        unset = await troubles(chosen(folder, slack, slack_bot_token=None))
    assert "SLACK_APP_TOKEN" in found["hearing Slack"]
    assert "#support-escalations is public" in found["sealed cards"]
    assert "nobody answers at the address" in found["source generic"]
    assert "SLACK_BOT_TOKEN is not set" in unset["Slack"]


async def test_a_clock_that_goes_wrong_is_seen_by_slacks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Late":
            return cls.fromtimestamp((datetime.now(UTC) + timedelta(minutes=10)).timestamp(), UTC)

    monkeypatch.setattr(examination, "datetime", Late)
    async with workspace() as slack:
        found = await troubles(chosen(folder, slack))
    assert "ahead of Slack" in found["clock"]


async def test_work_that_was_given_up_is_told(folder: Path) -> None:
    async with workspace() as slack:
        given = chosen(folder, slack)
        store = Store(given.database_url, DESK, secrets=given.signing_keys)
        await store.open()

        def give_up(uow: UnitOfWork) -> None:
            work_of.digest(uow, 7, "#managers")
            (job,) = outbox.lease(uow, {}, limit=1, time=timedelta(seconds=60))
            leases.record(uow, job, Outcome("dead", "rejected"), timedelta())
            work_of.digest(replace(uow, now=uow.now - timedelta(minutes=10)), 8, "#managers")

        await store.write(give_up)
        store.close()
        found = await troubles(given)
    assert "1 given up (`python -m bot outbox list`)" in found["work that waits"]
    assert "due for 10 minutes" in found["work that waits"]


def test_it_prints_a_line_for_each_part_and_says_by_its_exit_code(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["init"])
    (folder / "data").mkdir()
    capsys.readouterr()

    assert main(["doctor"]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "no  database: it is not at the newest schema: run `python -m bot migrate`"
    assert any(line.startswith("no  Slack: SLACK_BOT_TOKEN is not set") for line in lines)
    main(["migrate"])
    main(["doctor"])
    assert "ok  database" in capsys.readouterr().out.splitlines()


async def test_a_database_that_is_away_is_one_line(tmp_path: Path) -> None:
    async with workspace() as slack:
        given = chosen(tmp_path, slack, database_url="postgresql://desk@127.0.0.1:9/desk")
        found = await asyncio.wait_for(troubles(given), 30)
    assert found["database"].startswith("it is away:")
    assert found["Slack"] == ""


async def test_the_assistant_is_asked_and_says_how_long_it_took(folder: Path) -> None:
    async with workspace() as slack:
        found = [finding async for finding in examine(chosen(folder, slack), DESK)]
    (told,) = [finding for finding in found if finding.part == "assistant"]
    assert re.fullmatch(r"ok  assistant: embedded, \d{2,} phrases, ready in [\d.]+ s, a text in [\d.]+ s", told.line)


async def test_an_assistant_that_does_not_load_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ImportError("numpy")

    monkeypatch.setattr("bot.assistant.embedded.Embedded._learned_classifier", missing)
    assert (await examination_inside.assistant(DESK, Lessons())).trouble == (
        "it does not load (ImportError): install the requirements again"
    )


async def test_an_assistant_that_nobody_has_told_anything_recognises_nothing() -> None:
    types = tuple(kind.model_copy(update={"examples": {}}) for kind in DESK.file.types)
    desk = DESK.model_copy(update={"file": DESK.file.model_copy(update={"types": types})})
    assert "no type has example phrases" in (await examination_inside.assistant(desk, Lessons())).trouble


def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'not' / 'yet' / 'desk.db'}"
    found = examination_inside.disk(url)
    assert found is not None
    assert (found.trouble, found.note.endswith("MiB free")) == ("", True)
    monkeypatch.setattr(examination_inside, "LEAST_FREE", 10**18)
    full = examination_inside.disk(url)
    assert full is not None
    assert "make room" in full.trouble
    assert examination_inside.disk("postgresql://desk@db/desk") is None


async def test_a_source_that_is_silent_is_told(folder: Path) -> None:
    async with workspace() as slack:
        given = chosen(folder, slack)
        store = Store(given.database_url, DESK, secrets=given.signing_keys)
        await store.open()
        await store.write(silences.begin, "generic", datetime(2026, 11, 23, 10, 4, tzinfo=UTC), 9)
        store.close()
        found = [finding.line async for finding in examine(given, DESK)]
    assert (
        "no  source generic: nothing has come from it since 2026-11-23 11:04 (usual by then: 9): check its webhook"
        in found
    )


async def test_a_subscriber_that_takes_nothing_is_told(folder: Path) -> None:
    """With what it answered last. One that has only just missed an event is none yet."""
    async with workspace() as slack:
        given = chosen(folder, slack)
        early = Store(given.database_url, DESK, secrets=given.signing_keys, now=lambda: datetime.now(UTC) - _LATE)
        await early.open()
        await early.write(_waits, "jira")
        early.close()
        store = Store(given.database_url, DESK, secrets=given.signing_keys)
        await store.open()
        await store.write(_waits, "crm")
        store.close()
        found = [finding.line async for finding in examine(given, DESK)]
    (told,) = [line for line in found if "subscriber" in line]
    assert re.fullmatch(
        r"no  subscriber jira: it has taken nothing since \d{4}-\d\d-\d\d \d\d:\d\d UTC, and 1 event waits "
        r"\(it answered 500\): look at it",
        told,
    )


_LATE = timedelta(minutes=3)


def _waits(uow: UnitOfWork, name: str) -> None:
    bucket = f"event:{name}"
    outbox.enqueue(uow, Kind.EVENT, f"1:{name}", lane=f"{bucket}:ticket:1", bucket=bucket, priority=APART_FROM)
    (job,) = leases.take(uow, {}, 0, 1, timedelta(minutes=1))
    leases.record(uow, job, Outcome("again", "it answered 500"), timedelta(minutes=5))
