"""Settings come from the environment and `.env`, and every fault names its variable."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load

KEY = "k" * 32


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine's own environment."""
    for name in ("PATH", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.environ", {})


def env_file(folder: Path, *lines: str) -> Path:
    file = folder / ".env"
    file.write_text("\n".join(lines), "utf-8")
    return file


def faults(**environment: str) -> list[str]:
    with pytest.raises(SettingsError) as error:
        load(None, **environment)
    return error.value.problems


def test_without_a_key_the_way_to_one_is_told() -> None:
    assert faults() == ["SECRET_KEY is not set; `python -m bot init` makes one and writes it to .env"]


def test_the_first_key_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {"SECRET_KEY": f"{KEY}, {'o' * 40}"})

    settings = load(None)

    assert settings.signing_keys == (KEY.encode(), b"o" * 40)


def test_variables_of_a_source_are_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = env_file(
        tmp_path, f"SECRET_KEY={KEY}", "HOOK_SECRET_GENERIC=0123456789abcdef", "HOOK_TOKEN_MY_DESK=old",
        "REPLY_URL_MY_DESK=https://desk.example/r",
    )  # fmt: skip
    monkeypatch.setattr("os.environ", {"HOOK_TOKEN_MY_DESK": "new"})

    settings = load(file)

    assert settings.hook_secret("generic") == "0123456789abcdef"
    assert (settings.hook_token("my-desk"), settings.reply_url("my-desk")) == ("new", "https://desk.example/r")
    assert settings.hook_secret("my-desk") is None


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.environ", {"SECRET_KEY": KEY, "PORT": "", "HOOK_TOKEN_GENERIC": "", "API_TOKEN": ""})

    settings = load(None)

    assert (settings.port, settings.hook_token("generic"), settings.api_token) == (8080, None, None)


def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "os.environ",
        {
            "SECRET_KEY": KEY, "SLACK_BOT_TOKEN": "xoxb-hidden", "HOOK_SECRET_GENERIC": "hidden-hidden-hidden",
            "DATABASE_URL": "postgresql://desk:hidden@db/desk", "SLACK_API_URL": "https://hidden@proxy.example/api/",
            "HOOK_TOKEN_SHOP": "hidden", "REPLY_URL_SHOP": "https://desk.example/in?key=hidden%21",
            "API_TOKEN": "hidden", "OPENAI_API_KEY": "hidden", "OPENAI_BASE_URL": "https://me:hidden@model.example",
            "SLACK_SIGNING_SECRET": "hidden", "SLACK_APP_TOKEN": "xapp-hidden",
        },
    )  # fmt: skip
    settings = load(None)

    for shown in (repr(settings), str(settings)):
        assert "hidden" not in shown
        assert KEY not in shown
    assert settings.hidden >= {KEY, "xoxb-hidden", "xapp-hidden", "hidden-hidden-hidden", "hidden", "hidden!"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "many", "PORT: "),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL: expected one of DEBUG"),
        ("SLACK_BOT_TOKEN", "xapp-1", "SLACK_BOT_TOKEN: it must begin with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "SLACK_APP_TOKEN: it must begin with xapp-"),
        ("SLACK_API_URL", "slack.com", "SLACK_API_URL: expected an address"),
        ("HOOK_SECRET_SHOP", "whsec_?", "HOOK_SECRET_SHOP: what stands behind whsec_ is not base64"),
        ("HOOK_SECRET_SHOP", "short", "HOOK_SECRET_SHOP: it has 5 bytes"),
        ("REPLY_URL_SHOP", "ftp://x", "REPLY_URL_SHOP: expected an address"),
        ("SECRET_KEY", "short", "SECRET_KEY: each key needs at least 32 characters"),
    ],
)
def test_a_fault_names_its_variable_and_never_the_secret(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setattr("os.environ", {"SECRET_KEY": KEY, name: value})

    [problem] = faults()

    assert problem.startswith(said)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SECRET_KEY=\xff")

    with pytest.raises(SettingsError, match="not UTF-8"):
        load(tmp_path / ".env")


def test_the_variables_that_would_turn_on_oauth_are_never_read() -> None:
    settings = load(None, secret_key=KEY, slack_client_id="1", slack_client_secret="2")

    assert not hasattr(settings, "slack_client_id")
