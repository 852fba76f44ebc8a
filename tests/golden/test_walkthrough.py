"""The ticket that docs/assistant.md follows from text to card comes out as it says there."""

import asyncio
import re
from datetime import timedelta
from functools import cache

from bot.assistant.redaction import Redaction, known_of
from bot.domain.text import clean
from tests.golden.pipeline import NOW, Came, run, shop
from tests.golden.ticket import Golden
from tests.house.tree import ROOT

SUBJECT = "Where is my order 4417?"


@cache
def section() -> str:
    page = (ROOT / "docs" / "assistant.md").read_text("utf-8")
    return page.partition("## One ticket, from text to card\n")[2].partition("\n## ")[0]


@cache
def blocks() -> list[str]:
    return re.findall(r"```text\n(.*?)\n```", section(), re.DOTALL)


@cache
def came(more: str = "") -> Came:
    told = Golden(id="told", customer="c-7", subject=SUBJECT, body=more + blocks()[0])
    return asyncio.run(run([told]))[0]


def words(text: str) -> list[str]:
    return text.split()


def test_the_draft_is_the_one_that_is_shown() -> None:
    assert words(came().body) == words(blocks()[1])
    assert {"orders:4417", "delivery-delays", "order_status"} <= came().cited


def test_a_model_would_be_given_what_is_shown() -> None:
    written = f"{SUBJECT}\n{clean(blocks()[0])}"
    assert Redaction(known_of(came().case), came().case.today.year).redact(written) == blocks()[2]


def test_the_figures_of_the_story_are_right() -> None:
    ticket, article = came().ticket, shop().article("delivery-delays")
    assert article is not None
    assert "more than 90 % sure" in section()
    assert (ticket.type_confidence or 0) > 0.9
    assert (ticket.queue, ticket.type_source, ticket.level) == ("orders", "classifier", "none")
    assert ticket.first_response_due == NOW + timedelta(hours=2)
    assert (NOW.date() - article.checked).days == 12
    assert (article.valid_until - NOW.date()).days == 48
    (record,) = came().case.records
    assert not {"total", "items", "invoice"} & set(record.fields)


def test_a_threat_of_a_lawyer_would_seal_it() -> None:
    assert came("My lawyer will write.\n").outcome == "sensitive"
