"""What owners are shown: lists of any length, and texts of customers that do nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.domain.avoidable import Avoidable
from bot.domain.outcome import Outcomes, Tally
from bot.domain.overlay import Ref
from bot.flow.promotion import InShadow
from bot.flow.weekly import Avoided, Compared, Corrected, Due, Edited, Gap, OwnersList
from bot.slack import actions as act
from bot.slack import owners_view
from bot.slack.limits import Post, check_post
from bot.words import Words, words
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


def owned(many: int, title: str = EVIL) -> OwnersList:
    """So many of each kind."""
    return OwnersList(
        due=tuple(Due(ref=Ref("article", f"a{n}", "en", 1), title=title, until="2026-12-01", why=title)
                  for n in range(many)),
        edited=(Edited(title=title, shown=20, as_is=1),) * many,
        gaps=(Gap(title=title, tickets=tuple(range(1001, 1060)), customers=59, words=(title,) * 3),) * many,
        shadow=tuple(Compared(type=f"t{n}", title=title, shown=20, accepted=20, ready=True) for n in range(many)),
        corrected=(Corrected(title=title, what="queue", before=title, after=title, count=3),) * many,
        avoided=(Avoided(title=title, answers={one.value: 12 for one in Avoidable}),) * many,
    )  # fmt: skip


@pytest.mark.parametrize("many", [1, 40])
def test_a_list_of_any_length_is_accepted(many: int) -> None:
    post = owners_view.weekly(owned(many), EN)
    check_post(post)
    assert "<!channel>" not in interpreted(post.blocks)
    assert "T-1059" in told(post.blocks)


@pytest.mark.parametrize(("language", "many"), [("en", 7), ("fr", 7), ("en", 40)])
def test_each_kind_says_how_many_more_there_are_and_where(language: str, many: int) -> None:
    said = words(language)
    _, *blocks = owners_view.weekly(owned(many, "Delays"), said, prefix="a-").blocks
    rows = [block for block in blocks if not block["block_id"].startswith("more:")]
    shown, odd = divmod(len(rows), 6)
    assert (0 < shown <= 5, odd) == (True, 0)
    assert [told([block]) for block in blocks].count(said.home_more(many - shown, "`/a-desk mine`")) == 6
    assert "/a-desk mine" not in told(owners_view.weekly(owned(4, "Delays"), said, prefix="a-").blocks)


@pytest.mark.parametrize("title", ["Delays", EVIL])
def test_the_pages_of_all_of_it_hold_each_row_once(title: str) -> None:
    found, rows, page = owned(9, title), [], 1
    while True:
        post = owners_view.mine(found, EN, page, prefix="a-")
        check_post(post)
        _, *body = post.blocks
        last = body[-1]["block_id"] != "more"
        rows += [block["block_id"] for block in body if block["block_id"] != "more"]
        if last:
            break
        page += 1
        assert f"And {54 - len(rows)} more: `/a-desk mine {page}`" in told(post.blocks)
    assert len(rows) == len(set(rows)) == 54
    assert page > 1
    assert owners_view.mine(found, EN, 999) == owners_view.mine(found, EN, page)
    assert owners_view.mine(found, EN, 0) == owners_view.mine(found, EN)


def test_a_short_list_stands_on_one_page() -> None:
    assert "/desk mine" not in told(owners_view.mine(owned(3, "Delays"), EN).blocks)


@pytest.mark.parametrize("view", [owners_view.weekly, owners_view.mine])
def test_an_empty_list_says_so(view: Callable[[OwnersList, Words], Post]) -> None:
    assert told(view(OwnersList(), EN).blocks) == EN.nothing_to_look_at


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


def test_outcomes_say_why_suggestions_were_rejected() -> None:
    found = Outcomes(by="type", rejected=(("wrong_facts", 5), ("privacy", 1), ("some_older", 1)))
    post = owners_view.outcomes(found, EN)
    check_post(post)
    why = "Facts are wrong 5; It says something that it should not 1; some older 1"
    assert f"Rejected 7 times: {why}." in told(post.blocks)
    assert "Rejected" not in told(owners_view.outcomes(Outcomes(by="type"), EN).blocks)


def test_one_that_was_sent_as_it_stood_is_one() -> None:
    said = words("en")
    assert "1 was sent as it stood." in said.always_edited("Repotting", 20, 1)
    assert "2 were sent as they stood." in said.always_edited("Repotting", 20, 2)
