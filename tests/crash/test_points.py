"""Wherever Deskhand is stopped (killed, cut off, or one of its tasks dropped), all sides agree once it has gone on."""

from pathlib import Path

import pytest

from tests.crash.opened import world
from tests.crash.seams import Point
from tests.crash.stories import STORIES
from tests.crash.trial import tried


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("short")
async def test_a_dropped_request_takes_no_process_along(tmp_path: Path) -> None:
    async with world("sqlite", tmp_path) as opened:
        trial = await tried(opened, STORIES["claim"], Point("claim.claim: UPDATE ticket, after", 1), "drop")
    assert (trial.reached, trial.faults, opened.deaths) == (True, [], 0)


def test_every_kind_of_effect_has_its_boundaries(every_boundary: dict[str, list[Point]]) -> None:
    names = {story: {point.name for point in points} for story, points in every_boundary.items()}
    assert set(names) == set(STORIES)
    for story, name in (
        ("request", "intake.take: COMMIT, before"),
        ("request", "app: /hooks/generic to be answered"),
        ("request", "prepare.store: INSERT draft, after"),
        ("request", "card: chat.postMessage, after"),
        ("claim", "claim.claim: UPDATE ticket, before"),
        ("claim", "thread: chat.postMessage, before"),
        ("approve", "reply.take_back: COMMIT, after"),
        ("approve", "reply: customers/replies, before"),
        ("edit", "promises.promising: INSERT reply, before"),
        ("move", "card: chat.update, after"),
        ("digest", "timers.run: INSERT digest_run, before"),
        ("digest", "digest: chat.postMessage, after"),
        ("hand off", "handoff: chat.postMessage, after"),
        ("hand off", "handoff_answers.result: UPDATE handoff_ticket, before"),
        ("merge", "merge.merge: COMMIT, before"),
        ("note", "notes.write: INSERT message, after"),
    ):
        assert name in names[story], sorted(names[story])
