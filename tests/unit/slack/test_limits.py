"""The builders cut where Slack would refuse, and the check finds what they did not build."""

from collections.abc import Callable

import pytest

from bot.slack import limits
from bot.slack.limits import Json, OverLimit
from tests.unit.slack.oracles import accepts_blocks


def broken(change: Callable[[Json], object]) -> Json:
    block = limits.actions(limits.button("Claim", "claim", "{}"), block_id="row")
    change(block)
    return block


def test_everything_too_long_is_cut() -> None:
    long = "x" * 20_000
    blocks = [
        limits.header(long, block_id=long),
        limits.section(long, block_id="section"),
        limits.paragraph(long, block_id="paragraph"),
        limits.context(*[long] * 20, block_id="context"),
        limits.actions(
            *[limits.button(f"{index} {long}", f"a{index}", "v") for index in range(30)], block_id="actions"
        ),
        limits.field(long, limits.text_input("text", initial=long), hint=long),
        limits.field(long, limits.select(long, "pick", [limits.option(long, str(n)) for n in range(120)])),
    ]
    limits.check(blocks, "modal")
    accepts_blocks(blocks)


def test_a_cut_leaves_no_half_token() -> None:
    text = "a" * 2990 + "<!date^1^{time}|later>"
    assert "<" not in limits.mrkdwn(text)["text"]


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [limits.divider(f"d{index}") for index in range(51)],
        [limits.divider("same"), limits.divider("same")],
        [limits.section("x" * 2900, block_id=f"s{index}") for index in range(4)],
        [limits.field("Text", limits.text_input("text"))],
        [broken(lambda block: block.update(elements=[]))],
        [broken(lambda block: block.update(elements=block["elements"] * 26))],
        [broken(lambda block: block.update(elements=block["elements"] * 2))],
        [broken(lambda block: block["elements"][0].update(value="v" * 2001))],
        [broken(lambda block: block["elements"][0]["text"].update(text="t" * 76))],
        [broken(lambda block: block["elements"][0]["text"].update(text=""))],
        [broken(lambda block: block["elements"][0].update(action_id="a" * 256))],
    ],
)
def test_the_check_finds_what_slack_would_refuse(blocks: list[Json]) -> None:
    with pytest.raises(OverLimit):
        limits.check(blocks, "message")


@pytest.mark.parametrize(
    "change",
    [
        lambda view: view.pop("submit"),
        lambda view: view["title"].update(text="t" * 25),
        lambda view: view.update(private_metadata="p" * 3001),
        lambda view: view.update(blocks=[limits.divider(f"d{index}") for index in range(101)]),
        lambda view: view["blocks"].append({"type": "markdown", "block_id": "m", "text": "x"}),
    ],
)
def test_the_check_finds_a_modal_that_slack_would_refuse(change: Callable[[Json], object]) -> None:
    field = limits.field("Text", limits.text_input("text"))
    view = limits.modal("Title", [field], callback_id="form", close="Cancel", submit="Send")
    limits.check_view(view)
    change(view)
    with pytest.raises(OverLimit):
        limits.check_view(view)


def test_what_must_not_be_cut_is_refused() -> None:
    with pytest.raises(OverLimit):
        limits.option("Text", "v" * 76)
    with pytest.raises(OverLimit):
        limits.modal("Title", [limits.divider("d")], callback_id="form", close="Close", private_metadata="p" * 3001)
