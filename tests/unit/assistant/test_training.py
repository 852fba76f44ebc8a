"""Learning in a child process: the same as here, swapped in whole, and without harm where it fails."""

import pytest

from bot.assistant import Embedded, training
from bot.assistant.training import LearningFailed
from bot.domain.lessons import Lessons
from tests.unit.assistant.small_desk import DESK, case

HIDDEN = ("the quokka ate my homework", "a quokka in the garden", "quokka again", "that quokka", "quokka, quokka")
ROUTINE = ("where is it", "can i send it back", "the invoice please", "when does it come", "how do i return it")
LESSONS = Lessons(
    confirmed=tuple((f"{word} zorbling", "en", "order_status") for word in ("my", "this", "her", "our", "one")),
    marked=(*((text, "harm") for text in HIDDEN), *((text, "") for text in ROUTINE)),
    questions=(("returns", "en", "everything went dark yesterday"),),
    answered=(("it all went dark", "en", ("returns",)),),
)


async def test_a_child_learns_what_would_be_learned_here() -> None:
    fresh, here = Embedded(DESK), Embedded(DESK, LESSONS)
    before = await fresh.classify("where is my zorbling", "en")
    await fresh.learn(LESSONS)
    for text in ("where is my zorbling", "a quokka!", "Where is my order?"):
        assert await fresh.classify(text, "en") == await here.classify(text, "en")
    assert await fresh.classify("her zorbling", "en") != before
    assert await fresh.suggest(case()) == await here.suggest(case())


async def test_learning_that_takes_too_long_leaves_what_was_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assistant = Embedded(DESK)
    before = await assistant.classify("her zorbling", "en")
    monkeypatch.setattr(training.in_child, "__defaults__", (0.01,))
    with pytest.raises(LearningFailed, match=r"0 seconds"):
        await assistant.learn(LESSONS)
    assert await assistant.classify("her zorbling", "en") == before


async def test_a_child_that_dies_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "sys", _Elsewhere)
    with pytest.raises(LearningFailed, match=r"ended with"):
        await Embedded(DESK).learn(LESSONS)


class _Elsewhere:
    executable = "/bin/false"
