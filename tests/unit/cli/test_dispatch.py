"""`python -m bot`: the list of commands, help, and what becomes of faults."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.dispatch import COMMANDS, main

ROOT = Path(__file__).parents[3]


def test_without_a_command_the_list_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0

    shown = capsys.readouterr().out
    for name, summary in COMMANDS.items():
        assert any(line.split(maxsplit=1) == [name, summary] for line in shown.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])

    assert left.value.code == 0
    assert f"python -m bot {name}" in capsys.readouterr().out.partition("example:")[2]


def test_an_unknown_command_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2

    assert capsys.readouterr().err == (
        'There is no command "chekc"; did you mean "check"? `python -m bot` lists them.\n'
    )


def test_an_unknown_option_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["init", "--chanel", "#support"])

    assert left.value.code == 2
    assert "--chanel" in capsys.readouterr().err


def test_the_list_does_not_wait_for_libraries() -> None:
    listed = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip

    loaded = {line.rpartition("|")[2].strip() for line in listed.stderr.splitlines()}
    assert loaded.isdisjoint({"pydantic", "sqlalchemy", "aiohttp", "slack_bolt", "sklearn", "numpy", "rich"})


def test_the_list_appears_at_once() -> None:
    # What it costs, the best of three, so that a busy machine does not decide.
    def seconds() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-m", "bot", "--help"], cwd=ROOT, check=True, capture_output=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.5
