"""`init`: a first desk file that is sound, secrets that differ, and nothing overwritten."""

import stat
import tomllib
from pathlib import Path

import pytest

from bot import settings
from bot.cli.dispatch import main


def test_the_first_desk_file_passes_the_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--channel", "#help", "--owner", "@marta"]) == 0
    capsys.readouterr()

    assert main(["check"]) == 0
    shown = capsys.readouterr().out
    assert "Queue support: #help" in shown
    assert "order_status: no suggestions; drafts are off." in shown


def test_it_is_short_and_names_the_owner_everywhere(folder: Path) -> None:
    main(["init", "--owner", "marta"])

    text = (folder / "desk.toml").read_text("utf-8")
    assert len(text.splitlines()) <= 32
    assert set(tomllib.loads(text)["owners"].values()) == {"@marta"}


def test_the_secrets_can_be_used_and_read_by_nobody_else(folder: Path) -> None:
    main(["init"])

    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    read = settings.load()
    assert len(read.signing_keys[0]) >= 32
    assert (read.hook_secret("generic") or "").startswith("whsec_")
    assert read.api_token is not None
    assert read.slack_bot_token is None


def test_secrets_are_new_each_time(folder: Path) -> None:
    main(["init", "--dir", "one"])
    main(["init", "--dir", "two"])

    assert (folder / "one" / ".env").read_text() != (folder / "two" / ".env").read_text()


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "desk.toml").write_text("mine", "utf-8")
    (folder / ".env").write_text("MINE=1", "utf-8")

    assert main(["init"]) == 0

    assert (folder / "desk.toml").read_text("utf-8") == "mine"
    assert (folder / ".env").read_text("utf-8") == "MINE=1"
    assert capsys.readouterr().out.count("stays as it is") == 2


@pytest.mark.parametrize("options", [["--channel", 'a"b'], ["--owner", "two words"], ["--channel", "#a\nb"]])
def test_what_is_no_name_is_refused(folder: Path, options: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["init", *options])

    assert left.value.code == 2
    assert list(folder.iterdir()) == []
