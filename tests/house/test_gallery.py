"""The gallery shows every state of a card, and every view that is posted or opened."""

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from bot.domain.card import CardFacts
from bot.slack.cards import card
from bot.slack.limits import Post, check, check_post, check_view
from bot.slack.phase import Phase, phase
from sandbox.views import problems_in_view
from tests.gallery.pages import FOLDER, PAGE, pictures, written
from tests.gallery.picture import Picture
from tests.house.tree import ROOT, sources

#: Views that make no picture of their own, and why.
WITHOUT: Final = {
    "buttons.forgetful": "the same card, with another name for a row",
    "limits.post": "what all others are made of",
    "modals.plain.again": "what Slack has handed back, for others",
    "modals.messages.show_in_full": "a part of others",
    "modals.record.source_blocks": "a part of others",
}
#: As many bytes as all pictures may have.
MOST: Final = 6_000_000


def views() -> Iterator[str]:
    """Every public function that makes a message or a form."""
    for path in sources("bot.slack"):
        module = ".".join(path.with_suffix("").parts[2:])
        for node in ast.parse((ROOT / path).read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None:
                returned, body = ast.unparse(node.returns), ast.unparse(node)
                form = returned == "Json" and (module.startswith(("modals.", "home_view")) or "return modal(" in body)
                if form or "Post" in returned.split(" | "):
                    yield f"{module}.{node.name}"


def test_every_state_of_a_card_is_shown() -> None:
    facts = [one.given[0] for one in pictures() if one.made is card]
    shown = {phase(one) for one in facts if isinstance(one, CardFacts) and not one.ticket.sealed}
    assert shown == set(Phase)


@pytest.mark.parametrize("view", sorted(set(views()) - set(WITHOUT)))
def test_every_view_is_shown(view: str) -> None:
    shown = {one.of for one in pictures()}
    assert view in shown, f"{view}: add a Picture to tests/gallery/, then `make gallery`, or say in WITHOUT why not"


@pytest.mark.parametrize("one", pictures(), ids=lambda one: one.name)
def test_each_picture_is_of_what_slack_would_accept_and_stands_in_the_page(one: Picture) -> None:
    drawn = one.draw()
    if isinstance(drawn, Post):
        check_post(drawn)
    elif drawn["type"] == "home":
        check(drawn["blocks"], "home")
        assert not problems_in_view(drawn, "home")
    else:
        check_view(drawn)
    assert f"![{one.name}](gallery/{one.name}.png)" in (ROOT / PAGE).read_text("utf-8")
    assert (FOLDER / f"{one.name}.png").stat().st_size


def test_the_page_is_as_the_code_says_and_the_pictures_are_small() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == written()
    kept = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert set(kept) == {one.name for one in pictures()}
    assert sum(kept.values()) < MOST
