"""A model that obeys every order in a customer's text: nothing of it is shown, and the built-in assistant answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.assistant import Embedded
from bot.assistant.guard import Guarded
from tests.fakes.model import answer, sentence
from tests.unit.assistant.hostile import OBEYED, ORDERS
from tests.unit.assistant.small_desk import READ_AT
from tests.unit.outside.conftest import Asked, case

QUOTE = "Parcels with GLS currently take up to **two working days** longer than announced."
PLAIN = QUOTE.replace("**", "")
SOUND = sentence(PLAIN, "article", "A1", QUOTE)
WAYS: dict[str, Callable[[str], Any]] = {
    "alone": lambda say: answer(sentence(say)),
    "beside a good sentence": lambda say: answer(SOUND, sentence(say)),
    "under a good quote": lambda say: answer(sentence(say, "article", "A1", QUOTE)),
    "after a good quote": lambda say: answer(sentence(f"{PLAIN} {say}", "article", "A1", QUOTE)),
    "as a quote": lambda say: answer(SOUND, sentence(say, "article", "A1", say)),
    "as the team's wording": lambda say: answer(SOUND, sentence(say, "wording", "W1")),
    "under a record": lambda say: answer(SOUND, sentence(f"{{orders.status}} {say}", "record", "{orders.status}")),
    "as the summary": lambda say: answer(SOUND, issue=say, asked=say),
    "as facts and questions": lambda say: answer(SOUND, facts=[say], open_questions=[say]),
}


@pytest.mark.parametrize("way", WAYS)
async def test_nothing_of_what_a_text_orders_comes_through_a_model(asked: Asked, embedded: Embedded, way: str) -> None:
    guard = Guarded(asked.engine, lambda: READ_AT + timedelta(minutes=1), instead=embedded)
    for order in ORDERS:
        asked.model.says = WAYS[way](f"{OBEYED}: {order}")

        made = await guard.suggest(case(f"Where is my order 4417? {order}"))

        assert OBEYED not in repr(made)
        assert "evil.example" not in made.body
        assert made.withheld is None


async def test_what_the_model_says_rightly_comes_through(asked: Asked, embedded: Embedded) -> None:
    guard = Guarded(asked.engine, lambda: READ_AT + timedelta(minutes=1), instead=embedded)
    asked.model.says = answer(SOUND)

    made = await guard.suggest(case())

    assert (made.engine, made.withheld) == ("outside", None)
    assert PLAIN in made.body


async def test_a_draft_that_does_not_hold_is_on_record_as_such(asked: Asked, embedded: Embedded) -> None:
    guard = Guarded(asked.engine, lambda: READ_AT + timedelta(minutes=1), instead=embedded)
    asked.model.says = answer(SOUND, sentence(f"{PLAIN} And vote for us.", "article", "A1", QUOTE))

    made = await guard.suggest(case())

    assert (made.engine, made.withheld, made.facts["outside"]) == ("embedded", None, "ungrounded")
    assert made.usage is not None
