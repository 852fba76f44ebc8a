"""The collector waits while something large is built, and works again afterwards."""

import gc

import pytest

from bot.assistant.undisturbed import undisturbed


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
