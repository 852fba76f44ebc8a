"""What is held back, as people see it."""

import json
from datetime import UTC, datetime

import pytest

from bot.domain.overlay import Quarantine, Ref
from bot.flow.changed import Held, Preview
from bot.slack import actions as act
from bot.slack import sources_view
from bot.slack.limits import check_post
from bot.words import words
from tests.flow.desk import ARTICLE
from tests.unit.slack.oracles import accepts_view, texts

EN = words("en")
LONG = ARTICLE.model_copy(update={"title": "<!channel> *x* " * 40, "owner": "@" + "m" * 300})


@pytest.mark.parametrize("entries", [(ARTICLE,), (LONG,) * 60])
def test_a_change_is_shown_before_it_is_confirmed(entries: tuple[type(ARTICLE), ...]) -> None:  # type: ignore[valid-type]
    view = sources_view.changed(Preview("carrier", entries, 3), "DHL → GLS", EN)
    accepts_view(view)
    assert view["private_metadata"] == "carrier"
    assert view["blocks"][-1]["element"]["initial_value"] == "DHL → GLS"
    assert "3 suggestions" in "".join(texts(view["blocks"]))
    assert "<!channel>" not in json.dumps(view)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_what_is_held_back_can_be_lifted_once_for_each_change(count: int) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    held = [
        Held(
            Quarantine(id=n + 1, kind="article", name="a", depends_on="carrier", reason="<!here>", at=at, by=1),
            "Lena", (LONG,),
        )
        for n in range(count)
    ]  # fmt: skip
    post = sources_view.held(held, EN)
    check_post(post)
    assert json.dumps(post.blocks).count(f'"{act.LIFT}"') == min(count, 1)
    assert "<!here>" not in json.dumps(post.blocks)


def test_an_owner_gets_a_button_for_each() -> None:
    entries = [["article", "delays", "en", 2, "Delivery delays"], ["template", "status", "fr", 1, "Status <!here>"]]
    facts = {"what": "carrier", "reason": "DHL → GLS", "who": "Lena", "entries": json.dumps(entries)}
    post = sources_view.owner_told(facts, EN, outbox_id="x")
    check_post(post)
    refs = [act.entry_of(block["accessory"]["value"]) for block in post.blocks if "accessory" in block]
    assert refs == [Ref("article", "delays", "en", 2), Ref("template", "status", "fr", 1)]
    assert "<!here>" not in json.dumps(post.blocks)


def test_twenty_fit_into_one_message() -> None:
    entries = [["article", f"a{number}", "en", 1, "<!here> & " * 40] for number in range(20)]
    facts = {"what": "carrier", "reason": "DHL & GLS " * 30, "who": "Lena", "entries": json.dumps(entries)}
    post = sources_view.owner_told(facts, EN, outbox_id="x")
    check_post(post)
    assert sum("accessory" in block for block in post.blocks) == 20
