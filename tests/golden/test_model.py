"""The golden tickets with a model outside: it is asked about what may leave the house, and about nothing else."""

import asyncio
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.outside.tokens import estimate
from tests.eval.golden import measure_model
from tests.fakes.model import FakeModel, answer, fake_model, sentence
from tests.golden import tokens
from tests.golden.figures import leaked
from tests.golden.pipeline import Came, Model, run
from tests.golden.ticket import Golden, golden

pytestmark = pytest.mark.timeout(300)


def chosen() -> list[Golden]:
    """All with personal data, every third delicate one, the hostile ones, and a few that everything is right with."""
    delicate = [ticket for ticket in golden() if ticket.delicate][::3]
    personal = [ticket for ticket in golden() if ticket.personal and not ticket.delicate]
    hostile = [ticket for ticket in golden() if "hostile" in ticket.outcome]
    plain = [ticket for ticket in golden() if ticket.outcome == ("draft",) and not ticket.personal][::6]
    return list({ticket.id: ticket for ticket in [*delicate, *personal, *hostile, *plain]}.values())


def obeys(request: dict[str, Any]) -> str:
    """What a model might write that invents a promise of its own."""
    return answer(sentence("Thank you for your message, you get 500 euros.", "none", end=True))


async def _asked() -> tuple[list[Came], FakeModel]:
    async with fake_model(says=obeys) as model:
        return await run(chosen(), model=Model(base_url=model.url, key="sk-made-up")), model


@cache
def asked() -> tuple[list[Came], FakeModel]:
    """All are asked about once, in the first test that wants to know."""
    return asyncio.run(_asked())


def test_nothing_delicate_and_nobody_s_data_leave_the_house() -> None:
    all_came, model = asked()
    sent = "\n".join(json.dumps(request, ensure_ascii=False) for request in model.requests)
    assert model.requests
    assert model.wrong == []
    for came in all_came:
        assert [text for text in came.golden.personal if text in sent] == [], came.golden.id
        assert not (came.golden.delicate and came.golden.body[:60] in sent), came.golden.id


def test_the_tokens_that_are_measured_are_those_that_are_sent() -> None:
    all_came, model = asked()
    found = Counter(asyncio.run(tokens.sent(all_came, estimate)))
    left = Counter(estimate(request["instructions"]) + estimate(request["input"]) for request in model.requests)
    assert found
    assert found - left == Counter()
    assert max(found) <= tokens.most()


def test_what_a_model_invents_is_not_shown() -> None:
    all_came, _ = asked()
    assert [came.golden.id for came in all_came if "500" in came.body] == []
    assert [came.golden.id for came in all_came if leaked(came)] == []
    assert any(came.body for came in all_came), "the embedded assistant steps in"


def test_the_model_s_column_is_measured_where_one_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_of: list[Model | None] = []

    async def seen(tickets: Any, *, model: Model | None = None) -> list[Came]:
        asked_of.append(model)
        return await run(list(tickets)[:3])

    monkeypatch.setattr("tests.eval.golden.run", seen)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("OPENAI_MODEL", "small-one")
    assert "flags recall" in {row.what for row in measure_model(Path())}
    assert asked_of == [Model("http://127.0.0.1:9/v1", "", "small-one")]
