"""The collector waits while something large is built, and works again afterwards."""

import gc
import sys

import pytest

from bot.assistant import undisturbed as module
from bot.assistant.undisturbed import InTurns, undisturbed


def test_the_collector_waits_until_the_last_one_is_done() -> None:
    assert gc.isenabled()
    with undisturbed():
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_a_failure() -> None:
    with pytest.raises(ValueError, match="half built"), undisturbed():
        raise ValueError("half built")
    assert gc.isenabled()


def test_threads_take_short_turns_until_the_last_one_is_done() -> None:
    usual = sys.getswitchinterval()
    with undisturbed():
        with undisturbed():
            assert sys.getswitchinterval() < usual
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() == usual


def test_others_have_a_turn_while_somebody_goes_through_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[float] = []
    monkeypatch.setattr(module, "sleep", turns.append)
    assert [*InTurns(range(50))] == [*range(50)]
    assert len(turns) == 3
    assert all(turns), "a turn of no length is over before anybody has woken"
