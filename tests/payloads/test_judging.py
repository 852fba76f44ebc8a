"""Each judge of payloads finds what is wrong, and what tests send to Slack is kept once."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot.slack import modals
from bot.slack.limits import check_post
from bot.slack.notices import say
from bot.words import words
from sandbox.methods import call
from tests.payloads import collecting, judging
from tests.payloads.__main__ import main
from tests.payloads.judging import Kept
from tests.unit.slack.facts import FACTS

GOOD = say("All is well.").blocks
VIEW = modals.resolve(FACTS, words("fr"))


def kept(payload: object, surface: str = "message") -> Kept:
    return Kept("0", surface, payload)


def test_what_is_right_passes() -> None:
    unread: Counter[str] = Counter()
    for one in (kept(GOOD), kept(VIEW, "modal")):
        assert [*judging.by_limits(one), *judging.by_slackblocks(one, unread)] == []
    assert unread["input"]


def test_what_is_wrong_does_not() -> None:
    long = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    assert list(judging.by_limits(kept(long)))
    assert list(judging.by_slackblocks(kept(long), Counter()))
    assert list(judging.by_limits(kept({**VIEW, "title": {"type": "plain_text", "text": "x" * 25}}, "modal")))
    assert list(judging.by_limits(kept([{"type": "divider", "colour": "red"}])))


def test_a_shape_is_what_a_type_sees() -> None:
    other = say("Something else.").blocks
    assert judging.shape(GOOD) == judging.shape(other)
    assert len(judging.shapes([kept(GOOD), kept(other), kept(VIEW, "modal")])) == 2
    moment = {"text": {"type": "plain_text"}, "description": {"type": "mrkdwn", "text": "x", "verbatim": True}}
    assert judging.shape(moment)["description"] == {"type": "plain_text", "text": "text"}
    assert judging.shape({"style": "primary", "text": "Claim", "n": 3, "on": True}) == {
        "style": "primary", "text": "text", "n": 1, "on": True,
    }  # fmt: skip


def test_without_node_the_third_judge_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    folder = tmp_path / "kept"
    folder.mkdir()
    assert main(folder, tmp_path) == 1  # nothing was kept, so nothing was judged
    collecting.keep(folder, "message", GOOD)
    collecting.keep(folder, "message", GOOD)
    assert main(folder, tmp_path) == 0
    told = capsys.readouterr().out
    assert "1 payloads of 1 shapes" in told
    assert "Node is not here" in told
    collecting.keep(folder, "message", [{"type": "section"}])
    assert main(folder, tmp_path) == 1


def test_what_is_handed_to_the_sandbox_is_kept(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        collecting.collect(patch, tmp_path)
        call.problems_in(GOOD, "message")  # type: ignore[attr-defined]
        check_post(say("And what a test looks at."))
    surfaces = sorted(json.loads(path.read_text("utf-8"))["surface"] for path in tmp_path.glob("*.json"))
    assert surfaces == ["message", "message blocks"]
