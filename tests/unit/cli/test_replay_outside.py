"""`replay --outside`: whose terms hold, what it says of answers that no model gave, and what it leaves open."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import prompts
from bot.assistant.outside import Outside
from bot.cli.dispatch import main
from bot.desk import load
from bot.flow import intake, outside
from store.store import Store
from tests import databases
from tests.fakes.model import FakeModel, answer, fake_model, sentence
from tests.flow.desk import JO, REQUEST
from tests.unit.desk.small import TOML, write

OUTSIDE = """[ai]
engine = "outside"

[ai.outside]
vendor = "OpenAI"
region = "EU"
agreement = "DPA 12"
purposes = ["summarise", "draft"]
types = ["order_status"]
daily_ceiling = 5.0
"""
#: The small desk with a type that needs no record.
DESK = TOML.replace('needs = ["order"]\n', "")
ASKED = "Where is my order?"


def says(request: dict[str, Any]) -> str:
    """One sentence of the first passage, word for word."""
    passage = re.search(r"^A1 \([^)]*\): (?P<first>.+?\.)(?= |$)", str(request["input"]), re.MULTILINE)
    assert passage
    return answer(sentence(passage["first"], "article", "A1", passage["first"]))


@pytest.fixture
async def model() -> AsyncIterator[FakeModel]:
    async with fake_model(says=says) as running:
        yield running


@pytest.fixture
async def desk(folder: Path, monkeypatch: pytest.MonkeyPatch, model: FakeModel) -> Path:
    """`desk.toml` that asks nobody, `other.toml` that may ask the fake, and three tickets that it may be told of."""
    write(folder, DESK)
    may_ask(folder / "other.toml")
    url = f"sqlite:///{folder}/desk.db"
    given = {"DATABASE_URL": url, "DESK_FILE": "desk.toml", "SECRET_KEY": "k" * 32, "OPENAI_BASE_URL": model.url}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    (folder / "desk.db").write_bytes(databases.migrated_file())
    store = await opened(folder)
    for number in range(3):
        came = replace(
            REQUEST, event_id=f"evt-{number}", conversation=f"{number}", message_id=f"{number}", source="helpdesk",
            subject="", body=ASKED, customer=replace(JO, id=f"c-{number}", email=f"{number}@mail.example"),
        )  # fmt: skip
        await store.write(intake.take, came)
    store.close()
    return folder


def may_ask(file: Path, **terms: str) -> None:
    """A desk file with a model outside, on these terms."""
    table = OUTSIDE
    for name, value in terms.items():
        table = re.sub(rf"^{name} = .*\n", "", table, flags=re.MULTILINE) + f"{name} = {value}\n"
    file.write_text(DESK.replace("[disclosure]", f"{table}\n[disclosure]"), "utf-8")


async def opened(folder: Path) -> Store:
    store = Store(f"sqlite:///{folder}/desk.db", load(folder / "desk.toml", datetime.now(UTC)), secrets=[b"k" * 32])
    await store.open()
    return store


async def replays(*given: str) -> int:
    """The command as a person starts it; the fake answers from the loop of the test."""
    return await asyncio.to_thread(main, ["replay", "--outside", "--yes", *given])


async def calls(folder: Path) -> int:
    """As many as are on record today."""
    store = await opened(folder)
    ((_, _, number),) = await store.read(outside.cost_by_day, 1)
    store.close()
    return number


async def test_the_model_of_the_other_desk_file_is_asked_and_each_call_is_on_record(
    desk: Path, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await replays("--desk", "other.toml") == 0

    assert len(model.requests) == 3
    assert await calls(desk) == 3
    assert "3 tickets: answered by OpenAI (gpt-6-luna)." in capsys.readouterr().out


async def test_a_changed_prompt_is_what_is_asked_with(
    desk: Path, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tuple(
        one.model_copy(update={"version": 99, "stable": f"{one.stable}\nBe brief."}) for one in prompts.load_all()
    )
    monkeypatch.setattr(prompts, "load_all", lambda: changed)

    assert await replays("--desk", "other.toml") == 0

    assert [str(one["instructions"]).endswith("\nBe brief.") for one in model.requests] == [True] * 3
    assert str(model.requests[0]["prompt_cache_key"]).endswith(":reply:99")


async def test_the_ceiling_is_that_of_the_desk_file_that_is_replayed(
    desk: Path, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    may_ask(desk / "desk.toml", daily_calls="1000")
    may_ask(desk / "other.toml", daily_calls="1")

    assert await replays("--desk", "other.toml") == 0

    assert len(model.requests) == 1
    shown = capsys.readouterr().out
    assert "1 ticket: answered by OpenAI" in shown
    assert "2 tickets: Written by the built-in assistant: today’s money for the outside model is spent." in shown


async def test_what_a_model_failed_to_answer_is_counted_with_its_reason(
    desk: Path, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    model.status = 500

    assert await replays("--desk", "other.toml") == 0

    shown = capsys.readouterr().out
    assert "3 tickets: Written by the built-in assistant: the outside model had a fault." in shown
    assert "answered by" not in shown


async def test_tickets_that_must_not_leave_are_counted_too(
    desk: Path, model: FakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    may_ask(desk / "other.toml", types='["invoice"]')

    assert await replays("--desk", "other.toml") == 0

    assert model.requests == []
    assert "3 tickets: nobody outside was asked." in capsys.readouterr().out


async def test_its_connections_are_closed_also_where_it_breaks_off(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Outside] = []
    close = Outside.close

    async def noted(engine: Outside) -> None:
        closed.append(engine)
        await close(engine)

    def broken(*_: object) -> None:
        raise RuntimeError("broken off")

    monkeypatch.setattr(Outside, "close", noted)
    assert await replays("--desk", "other.toml") == 0
    assert len(closed) == 1

    monkeypatch.setattr("bot.cli.replay.replayed", broken)
    with pytest.raises(RuntimeError, match="broken off"):
        await replays("--desk", "other.toml")
    assert len(closed) == 2


async def test_without_key_and_address_it_says_so_and_asks_for_no_money(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL")

    assert await replays("--desk", "other.toml") == 1

    assert "set OPENAI_API_KEY or OPENAI_BASE_URL" in capsys.readouterr().err


async def test_the_question_names_the_model_that_is_asked_and_all_that_an_answer_may_cost(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr("builtins.input", lambda _: "n")
    for model, reasoning in (("gpt-6-sol", '"low"'), ("gpt-6-sol", '"none"'), ("our-own", '"low"')):
        may_ask(desk / "other.toml", reasoning=reasoning)
        monkeypatch.setenv("OPENAI_MODEL", model)
        assert await asyncio.to_thread(main, ["replay", "--outside", "--desk", "other.toml"]) == 1
        told.append(capsys.readouterr().out)

    thinking, quick, unknown = told
    assert "Up to 3 tickets would be sent to OpenAI (gpt-6-sol)" in thinking
    # 5300 tokens in at $2 and 900 out at $10 for a million; and 2000 more where it may think
    assert "at most about 0.06 US dollars" in quick
    assert "at most about 0.12 US dollars" in thinking
    assert "a price that is not known" in unknown
    assert all("the day's ceiling of 5.00 US dollars" in one for one in told)
