"""What owners are shown: lists of any length, and texts of customers that do nothing."""

import json
from typing import Any

import pytest

from bot.domain.outcome import Outcomes, Tally
from bot.domain.overlay import Ref
from bot.flow.promotion import InShadow
from bot.flow.weekly import Compared, Due, Edited, Gap, OwnersList
from bot.slack import actions as act
from bot.slack import owners_view
from bot.slack.limits import check_post
from bot.words import words
from store.shadows import Shadow
from tests.unit.slack.oracles import texts

EN = words("en")
EVIL = "<!channel> *bold* & " * 60


def interpreted(node: Any) -> str:
    """All that Slack would read as its own notation."""
    if isinstance(node, list):
        return " ".join(map(interpreted, node))
    if not isinstance(node, dict):
        return ""
    own = node["text"] if node.get("type") == "mrkdwn" else ""
    return " ".join([own, *map(interpreted, node.values())])


def told(blocks: Any) -> str:
    return "".join(texts(blocks))


@pytest.mark.parametrize("many", [1, 40])
def test_a_list_of_any_length_is_accepted(many: int) -> None:
    ref = Ref("article", "delays", "en", 1)
    found = OwnersList(
        due=(Due(ref=ref, title=EVIL, until="2026-12-01", why=EVIL),) * many,
        edited=(Edited(title=EVIL, shown=20, as_is=1),) * many,
        gaps=(Gap(title=EVIL, tickets=tuple(range(1001, 1060))),) * many,
        shadow=tuple(Compared(type=f"t{n}", title=EVIL, shown=20, accepted=20, ready=True) for n in range(many)),
    )
    post = owners_view.weekly(found, EN)
    check_post(post)
    assert "<!channel>" not in interpreted(post.blocks)
    assert "T-1059" in told(post.blocks)


def test_an_empty_list_says_so() -> None:
    assert told(owners_view.weekly(OwnersList(), EN).blocks) == EN.nothing_to_look_at


@pytest.mark.parametrize("ready", [True, False])
def test_a_type_in_the_shadow_is_promoted_only_when_it_may(ready: bool) -> None:
    newest = tuple(
        Shadow(
            ticket_id=1042 + n,
            type="promo",
            body=EVIL,
            sentences=(),
            engine="embedded",
            change=0.0,
            sent="Hello <!here>",
        )
        for n in range(5)
    )
    kind = InShadow(type="promo", title="Promo", tally=Tally(as_is=20), ready=ready, newest=newest)
    post = owners_view.shadow((kind,), EN)
    check_post(post)
    written = json.dumps(post.blocks)
    assert (f'"{act.PROMOTE}"' in written) is ready
    assert "T-1042 · sent as it stood" in told(post.blocks)
    assert "<!" not in interpreted(post.blocks)
    assert json.loads(act.type_value("promo")) == {"y": "promo"}
    assert act.type_of(act.type_value("promo")) == "promo"


def test_outcomes_come_with_their_interval_and_few_are_not_told() -> None:
    found = Outcomes(by="type", groups={"refund": Tally(as_is=12, light=4, heavy=4, withheld=20)}, few=Tally(as_is=3))
    post = owners_view.outcomes(found, EN)
    check_post(post)
    shown = told(post.blocks)
    assert "refund: 80 % of 20 sent as they stood or nearly so (58 to 92 %); 50 % of routine tickets had one" in shown
    assert "3 suggestions in groups of fewer than twenty" in shown


def test_one_that_was_sent_as_it_stood_is_one() -> None:
    said = words("en")
    assert "1 was sent as it stood." in said.always_edited("Repotting", 20, 1)
    assert "2 were sent as they stood." in said.always_edited("Repotting", 20, 2)
