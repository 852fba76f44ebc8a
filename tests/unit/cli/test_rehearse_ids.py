"""A rehearsal of a desk that names people and channels by their Slack ids."""

from pathlib import Path

import pytest

from bot.cli.init import desk_toml
from bot.cli.rehearsal import rehearse


@pytest.mark.parametrize(
    ("channel", "owner"), [("C01ABCDEF", "U0123456"), ("G01ABCDEF", "@marta"), ("#support", "W0123456")]
)
async def test_nothing_is_lost_or_doubled(tmp_path: Path, channel: str, owner: str) -> None:
    desk = tmp_path / "desk.toml"
    desk.write_text(desk_toml(channel, owner), "utf-8")

    report = await rehearse(["Where is my order?", "My lawyer will write."], desk, limits=False, show=lambda _: None)

    assert (report.received, report.stored, report.carded) == (2, 2, 2)
    assert (report.lost, report.doubled) == (0, 0)


async def test_a_user_group_named_by_its_id_does_no_harm(tmp_path: Path) -> None:
    desk = tmp_path / "desk.toml"
    toml = desk_toml("#support", "@marta").replace('leads = ["@marta"]', 'leads = ["S0123456"]')
    desk.write_text(toml, "utf-8")

    report = await rehearse(["Where is my order?"], desk, limits=False, show=lambda _: None)

    assert (report.carded, report.lost, report.doubled) == (1, 0, 0)
