"""`replay` as a person starts it: files that have changed, and what the assistant goes by."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assistant import Embedded
from bot.cli.dispatch import main
from bot.desk import load
from bot.domain.desk import Desk
from bot.domain.draft import Withheld
from bot.domain.lessons import Answer, Lessons
from bot.domain.triage import Guess
from bot.flow import intake, learning, replay
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests import databases
from tests.flow.desk import JO, REQUEST, SUGGESTION, suggest
from tests.unit.desk.small import ARTICLE, TEMPLATE, TOML, write

#: A type that needs no record, and a line of it that has no record in it.
DESK = TOML.replace('needs = ["order"]\n', "")
ASKED = ARTICLE.replace("Why is my parcel late?", "Where is my order?")
WORDS = TEMPLATE.replace("Your order {orders.number} is {orders.status}.", "Thank you for asking.")


@pytest.fixture
async def store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """A desk with one ticket, and the suggestion that the built-in assistant makes of it."""
    write(folder, DESK, ASKED, WORDS)
    given = {"DATABASE_URL": f"sqlite:///{folder}/desk.db", "DESK_FILE": "desk.toml", "SECRET_KEY": "k" * 32}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    (folder / "desk.db").write_bytes(databases.migrated_file())
    desk = load(folder / "desk.toml", datetime.now(UTC))
    opened = Store(given["DATABASE_URL"], desk, secrets=[b"k" * 32])
    await opened.open()
    came = replace(REQUEST, source="helpdesk", subject="", body="Where is my order?", customer=JO)
    ticket_id = (await opened.write(intake.take, came)).ticket_id
    assert ticket_id is not None
    case, stopped, _ = await opened.read(replay.case_of, desk, ticket_id, Guess("order_status", 1.0))
    made = await Embedded(desk).suggest(case)
    assert (stopped, made.withheld) == (None, None)
    await opened.write(suggest, ticket_id, made)
    yield opened
    opened.close()


def _withheld(uow: UnitOfWork, ticket_id: int) -> None:
    suggest(uow, ticket_id, replace(SUGGESTION, sentences=(), withheld=Withheld.NO_SOURCE))


async def told(capsys: pytest.CaptureFixture[str]) -> str:
    assert await asyncio.to_thread(main, ["replay", "--since", "30d"]) == 0
    return capsys.readouterr().out


@pytest.mark.usefixtures("store")
async def test_a_changed_article_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 ticket, 0 would differ." in await told(capsys)

    write(folder, DESK, ASKED.replace("two days", "three days"), WORDS)
    shown = await told(capsys)

    assert "other words" in shown
    assert "1 ticket, 1 would differ, text 1." in shown


async def test_a_reason_is_told_in_words(store: Store, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ticket_id,) = await store.read(replay.since, datetime.now(UTC) - timedelta(days=1), 0, 9)
    await store.write(_withheld, ticket_id)
    write(folder, DESK.replace('drafts = "suggest"', 'drafts = "off"'), ASKED, WORDS)

    shown = " ".join((await told(capsys)).split())

    assert "reason │ no source │ type without suggestions" in shown


async def test_the_assistant_has_learned_what_a_worker_has(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Answer(ticket_id=1001, article_id="delivery-delays", language="en", text="", names=())
    await store.write(learning.learn, [(answer, "when does the parcel come")])
    given: list[Lessons] = []

    def noted(desk: Desk, lessons: Lessons) -> Embedded:
        given.append(lessons)
        return Embedded(desk, lessons)

    monkeypatch.setattr("bot.cli.replay.Embedded", noted)
    await told(capsys)

    assert [one.questions for one in given] == [(("delivery-delays", "en", "when does the parcel come"),)]
