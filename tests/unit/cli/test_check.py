"""`check`: what it understood, what is wrong, and what the workspace lacks."""

from pathlib import Path
from typing import Any

import pytest

from bot.cli.dispatch import main
from bot.cli.workspace import problems_in_workspace
from bot.desk import load
from bot.domain.desk import Desk
from bot.slack.gateway import Slack, open_session
from sandbox import Channel, Sandbox, Usergroup
from tests.house.pages import DOCS, blocks
from tests.unit.desk.small import TODAY
from tests.unit.desk.test_outside import OUTSIDE, desk_with

SHOP = Path(__file__).parents[3] / "examples" / "shop" / "desk.toml"


def test_it_explains_the_shop(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SHOP)]) == 0

    shown = capsys.readouterr().out
    assert "promo_code: no suggestions on cards; @nadia alone sees and compares them." in shown
    assert "text stays 30 days in Slack and 730 days here; what its suggestions said 30 days." in shown
    assert "nobody has given in 2 hours (poison 30 minutes): the next one is asked, each once." in shown
    assert "Second approval for order_status, delivery_costs" in shown
    assert ": @marta, then @jonas." in shown
    assert "Slack was not asked: SLACK_BOT_TOKEN is not set." in shown


def test_each_fault_is_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    file = folder / "desk.toml"
    text = file.read_text("utf-8").replace('queue = "support"', 'queue = "suport"').replace('"UTC"', '"Paris"')
    file.write_text(text, "utf-8")
    capsys.readouterr()

    assert main(["check"]) == 1

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert any('"suport"' in line for line in lines)
    assert any('"Paris"' in line for line in lines)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Nobody outside can be asked from here: neither OPENAI_API_KEY nor OPENAI_BASE_URL is set."),
        ({"OPENAI_API_KEY": "sk-test"}, "The model outside is asked at api.openai.com."),
        (
            {"OPENAI_BASE_URL": "https://user:secret@models.example:8443/v1"},
            "The model outside is asked at models.example (OPENAI_BASE_URL).",
        ),
        ({"OPENAI_MODEL": "our-own"}, "with our-own, for the types order_status."),
    ],
    ids=str,
)
def test_whom_a_model_outside_is_by_the_environment(
    folder: Path, given: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk_with(folder, OUTSIDE)
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    assert main(["check"]) == 0

    shown = capsys.readouterr().out
    assert told in shown
    assert "secret" not in shown


def test_without_a_model_outside_nothing_is_said_of_where(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SHOP)]) == 0

    assert "api.openai.com" not in capsys.readouterr().out


def test_a_described_helpdesk_is_tried_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    file = folder / "desk.toml"
    described = next(text for text in blocks(DOCS / "connectors.md", "toml") if 'name = "rt"' in text)
    before = file.read_text("utf-8")
    file.write_text(f"{before}\n{described}", "utf-8")
    capsys.readouterr()

    assert main(["check"]) == 0

    assert (
        "a reply is POST https://rt.example.com/REST/2.0/ticket/{{ conversation }}/correspond"
        in capsys.readouterr().out
    )

    wrong = described.replace("{{ reply_id }}", "{{ token }}").replace("body.opening.id", "body.opening[")
    file.write_text(f"{before}\n{wrong}", "utf-8")

    assert main(["check"]) == 1

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert any('mapped.reply.body.TxnCustomFields.Deskhand reply: there is no "token"' in line for line in lines)
    assert any("mapped.events[1].fields.message_id: " in line for line in lines)


def test_no_desk_file_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 1

    said = capsys.readouterr().err
    assert "desk.toml" in said
    assert len(said.splitlines()) == 1


def test_a_wrong_variable_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".env").write_text("SLACK_BOT_TOKEN=abc", "utf-8")

    assert main(["check", str(SHOP)]) == 1

    assert capsys.readouterr().err.startswith("SLACK_BOT_TOKEN:")


CHANNELS = ("support-orders", "support-billing", "support-returns", "support-escalations", "support-managers")
PEOPLE = ("lena", "omar", "marta", "nadia", "jonas", "priya")


@pytest.fixture
def shop() -> Desk:
    return load(SHOP, TODAY)


async def problems(desk: Desk, workspace: Sandbox) -> list[str]:
    async with workspace, open_session() as session:
        slack = Slack(workspace.bot_token, session, base_url=workspace.api_url)
        return await problems_in_workspace(desk, slack)


async def test_a_workspace_with_everything_passes(shop: Desk) -> None:
    workspace = Sandbox("Shop", [*PEOPLE, "tomas"], [*map(staffed, CHANNELS), "ops-logistics"])

    assert await problems(shop, workspace) == []


def staffed(name: str, *members: str) -> Channel:
    """A channel with somebody in it."""
    return Channel(name, members=members or ("lena",))


async def test_a_queue_that_nobody_may_work_is_named(shop: Desk) -> None:
    users: list[Any] = [*PEOPLE, "tomas", {"name": "gil", "is_restricted": True}]
    guests = staffed("support-orders", "gil")
    workspace = Sandbox("Shop", users, [guests, *map(staffed, CHANNELS[1:]), "ops-logistics"])

    assert await problems(shop, workspace) == ["queue orders: nobody in #support-orders may work it: ask people in"]


async def test_a_group_without_people_works_nothing(shop: Desk) -> None:
    queues = tuple(queue.model_copy(update={"members": ("@night",)}) for queue in shop.file.queues[:1])
    desk = shop.model_copy(update={"file": shop.file.model_copy(update={"queues": (*queues, *shop.file.queues[1:])})})
    channels: list[Any] = [*map(staffed, CHANNELS), "ops-logistics"]
    empty, full = Usergroup("night"), Usergroup("night", users=("omar",))

    for group, found in (
        (full, []),
        (empty, ["queue orders: its members are nobody who may work it: name others, or fill their group"]),
    ):
        workspace = Sandbox("Shop", [*PEOPLE, "tomas"], channels, [group])
        assert await problems(desk, workspace) == found


async def test_what_is_missing_is_named_with_its_place(shop: Desk) -> None:
    users: list[Any] = [*PEOPLE[:-2], {"name": "jonas", "deleted": True}, {"name": "priya", "is_restricted": True}]
    channels: list[Any] = [*map(staffed, CHANNELS[1:]), {"name": "ops-logistics", "app_is_member": False}]

    assert await problems(shop, Sandbox("Shop", users, channels)) == [
        "queue orders: there is no channel #support-orders that the app can see; a private one has to invite it first",
        "escalation: @priya cannot answer for it, being a guest",
        "type order_status: @jonas cannot answer for it, being a deactivated account",
        "department logistics: nobody in the workspace is called @tomas, and no group",
        "department logistics: invite the app to #ops-logistics",
    ]


async def test_a_token_that_slack_does_not_know(shop: Desk) -> None:
    async with Sandbox("Shop") as workspace, open_session() as session:
        found = await problems_in_workspace(shop, Slack("xoxb-other", session, base_url=workspace.api_url))

    assert found == [
        "SLACK_BOT_TOKEN: Slack does not know this token; copy it again from OAuth & Permissions of the app"
    ]


async def test_a_slack_that_does_not_answer(shop: Desk) -> None:
    async with open_session() as session:
        found = await problems_in_workspace(shop, Slack("xoxb-1", session, base_url="http://127.0.0.1:9/api/"))

    assert len(found) == 1
    assert found[0].startswith("Slack could not be asked:")
