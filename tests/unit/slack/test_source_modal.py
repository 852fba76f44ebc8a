"""**I checked this…**: the text, the dates, and where the button stands."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import Refused
from bot.domain.overlay import Ref
from bot.flow.sources import ToCheck
from bot.slack import actions as act
from bot.slack import modals
from bot.slack.cards import card
from bot.words import words
from tests.flow.desk import ARTICLE
from tests.unit.slack.facts import FACTS
from tests.unit.slack.oracles import accepts_view, texts

EN = words("en")
REF = Ref("article", "delays", "en", 2)


def test_the_owner_reads_the_text_and_picks_a_day() -> None:
    held = ARTICLE.model_copy(update={"quarantine": "DHL → GLS"})
    view = modals.check_source(ToCheck(held, date(2027, 2, 12)), EN)
    accepts_view(view)
    assert act.entry_of(view["private_metadata"]) == REF
    told = "".join(texts(view["blocks"]))
    assert ("Two days longer." in told, "DHL → GLS" in told, "2026-11-12" in told) == (True, True, True)
    assert view["blocks"][-1]["element"]["initial_date"] == "2027-02-12"


@pytest.mark.parametrize(("blocked", "button"), [(True, True), (False, False)])
def test_the_button_stands_on_the_card_only_where_nothing_else_can_happen(blocked: bool, button: bool) -> None:
    changed = ("source_expired", {"title": "Delays"}) if blocked else ("", {})
    row = card(replace(FACTS, to_check=REF, blocked=blocked, changed=changed), EN).blocks[-1]
    assert (act.CHECK_SOURCE in [one["action_id"] for one in row["elements"]]) is button
    more = json.dumps(next(one for one in row["elements"] if one["action_id"] == act.MORE))
    assert (f"{act.CHECK_SOURCE}:1042" in more) is not button


@pytest.mark.parametrize(
    "written", ["", "{}", '{"k":"x","n":"a","l":"en","v":1}', '{"k":"article","n":1,"l":"en","v":1}']
)
def test_a_value_that_is_not_ours_names_nothing(written: str) -> None:
    with pytest.raises(Refused):
        act.entry_of(written)
