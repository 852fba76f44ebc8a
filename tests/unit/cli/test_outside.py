"""What `doctor` says of a model outside: whether it could be asked. It is not."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.cli import examination_outside
from bot.cli.examination_outside import outside
from bot.cli.finding import Finding
from bot.desk import load
from bot.domain.desk import Desk
from prompts import load_all
from tests.fakes.model import fake_model
from tests.unit.desk.small import TODAY
from tests.unit.desk.test_outside import OUTSIDE, desk_with


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return load(desk_with(tmp_path, OUTSIDE), TODAY)


async def examined(desk: Desk, today: date = TODAY, **given: Any) -> list[Finding]:
    return await outside(settings.load(None, secret_key="k" * 32, **given), desk, today)


async def test_a_desk_that_asks_nobody_says_nothing_of_it(desk: Desk) -> None:
    off = desk.model_copy(update={"file": desk.file.model_copy(update={"ai": desk.file.ai.model_copy(
        update={"engine": "embedded"})})})  # fmt: skip

    assert await examined(off) == []
    (unused,) = await examined(off, openai_api_key="sk-test")
    assert unused.line == "ok  model outside: off; OPENAI_API_KEY is set, and a key alone switches nothing on"


async def test_without_key_and_address_nobody_can_be_asked(desk: Desk) -> None:
    (found,) = await examined(desk)

    assert found.trouble.startswith("set OPENAI_API_KEY or OPENAI_BASE_URL")


async def test_an_address_where_somebody_listens_is_told_with_its_model(desk: Desk) -> None:
    async with fake_model() as model:
        (found,) = await examined(desk, openai_base_url=model.url, openai_model="our-own")

    assert (found.trouble, found.note) == ("", "OpenAI, our-own, tokens estimated")
    assert model.requests == []


async def test_an_address_where_nobody_listens_is_trouble(desk: Desk) -> None:
    (found,) = await examined(desk, openai_base_url="http://127.0.0.1:1/v1")

    assert "nobody answers at the address of the model outside" in found.trouble


async def test_prompts_past_their_date_are_named_with_their_owner(desk: Desk) -> None:
    late = max(prompt.valid_until for prompt in load_all()).replace(year=2030)

    *found, _ = await examined(desk, late, openai_base_url="http://127.0.0.1:1/v1")

    assert [finding.part for finding in found] == ["prompts", "prompts"]
    assert 'Prompt "Summary and suggested reply" (@marta) expired on' in found[0].trouble


def test_it_waits_seconds_only() -> None:
    assert examination_outside._CONNECT_SECONDS <= 10
