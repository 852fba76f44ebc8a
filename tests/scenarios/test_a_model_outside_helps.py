"""A model outside the house: it helps with plain requests, reads nobody's name, and no ticket waits for it in vain."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.desk_ai import Ai, Outside
from bot.settings import Settings
from tests.fakes.model import FakeModel, answer, fake_model, sentence
from tests.scenarios.reading import words_of
from tests.scenarios.shop import Shop

pytestmark = pytest.mark.asyncio(loop_scope="session")

TABLE = Outside(
    vendor="OpenAI", region="EU", agreement="of 2026-10-01", purposes=("summarise", "draft"), types=("order_status",),
    fields=("orders.status",), daily_ceiling=5,
)  # fmt: skip
GOOD = answer(sentence("Your order is {orders.status}.", "record", "{orders.status}"))


class Helped(Shop):
    """A shop that may ask a model about orders."""

    def __init__(self, folder: Path, model: FakeModel) -> None:
        super().__init__(folder)
        self.model = model
        file = self.desk.file.model_copy(update={"ai": Ai(engine="outside", outside=TABLE)})
        self.desk = self.desk.model_copy(update={"file": file})

    def _settings(self) -> Settings:
        return super()._settings().model_copy(update={"openai_base_url": self.model.url})


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def helped(one_assistant: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Helped]:
    async with fake_model(says=GOOD) as model:
        shop = Helped(tmp_path_factory.mktemp("helped"), model)
        await shop.open()
        yield shop
        await shop.close()


@pytest.fixture(autouse=True)
def well(helped: Helped) -> None:
    """The model is as it should be, and has been asked nothing."""
    helped.model.says, helped.model.status = GOOD, 200
    helped.model.requests.clear()


async def test_a_plain_request_gets_its_suggestion_and_it_is_told_who_wrote_it(helped: Helped) -> None:
    asked = await helped.asks_where(name="Robin Underhill")
    card = await helped.card_with(asked, "approve", says="Your order is in transit since Monday.")

    assert "Written by OpenAI (gpt-6-luna), checked against its sources." in words_of(card)
    sent = json.dumps(helped.model.requests)
    assert asked.order not in sent
    assert "Underhill" not in sent
    assert helped.model.wrong == []


async def test_how_this_was_made_shows_what_left_and_what_it_cost(helped: Helped) -> None:
    asked = await helped.asks_where()
    await helped.card_with(asked, "approve", says="Written by OpenAI")

    view = await helped.choose("ana", asked, "explain")

    told = words_of(view)
    assert "Asked: OpenAI, gpt-6-luna, with prompt “reply” version 2 · it answered" in told
    assert "812 tokens read (640 of them kept from before), 143 written · $0.0001" in told
    assert "Where is my order [ORDER_1]?" in told


async def test_what_it_wrote_is_approved_and_sent_like_any_other(helped: Helped) -> None:
    asked = await helped.asks_where()
    await helped.press("ana", asked, "approve")

    line = await helped.one_reply(asked)

    assert "Your order is in transit since Monday." in line.body
    assert "An AI assistant helped prepare this reply; Ana" in line.body


async def test_while_it_is_down_the_built_in_assistant_writes_and_says_why(helped: Helped) -> None:
    helped.model.status = 500

    asked = await helped.asks_where()
    card = await helped.card_with(asked, "approve")

    assert "Written by the built-in assistant: the outside model had a fault." in words_of(card)
    assert "Your order is in transit" not in words_of(card)


async def test_what_it_finds_delicate_is_sealed(helped: Helped) -> None:
    helped.model.says = answer(sensitive=("harm",))

    asked = await helped.asks_where()

    card = await helped.card_with(asked, channel="support-escalations")
    assert "Your order is in transit" not in words_of(card)


async def test_a_delicate_request_never_leaves(helped: Helped) -> None:
    asked = await helped.is_angry()
    await helped.card_with(asked, channel="support-escalations")
    await helped.quiet()

    assert helped.model.requests == []
