"""The manifest: accepted by Slack's schema, no wider than what is used, and the same as what listens."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.cli.dispatch import main
from bot.cli.manifest import EVENTS, FEATURES, SCOPES, manifest

SCHEMA = json.loads(Path(__file__).with_name("manifest.schema.2.0.0.json").read_text("utf-8"))


@pytest.mark.parametrize("http", [None, "https://desk.example.com"])
@pytest.mark.parametrize("features", [(), *[(name,) for name in FEATURES], tuple(FEATURES)])
def test_slack_s_schema_accepts_it(http: str | None, features: tuple[str, ...]) -> None:
    jsonschema.validate(manifest(http, features, prefix="acme-"), SCHEMA)


def test_a_name_that_is_too_long_would_be_seen() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(manifest(prefix="a" * 30), SCHEMA)


def scopes(of: dict[str, Any]) -> set[str]:
    return set(of["oauth_config"]["scopes"]["bot"])


def test_it_asks_for_the_base_scopes_and_no_other() -> None:
    assert scopes(manifest()) == {
        "chat:write", "commands", "channels:read", "groups:read", "channels:history", "groups:history", "im:history",
        "im:write", "users:read",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("feature", "scope"),
    [
        ("reactions", "reactions:read"),
        ("files", "files:write"),
        ("email", "users:read.email"),
        ("groups", "usergroups:read"),
    ],
)
def test_a_feature_adds_its_scope(feature: str, scope: str) -> None:
    assert scopes(manifest(features=[feature])) - set(SCOPES) == {scope}


def test_charts_need_two() -> None:
    assert scopes(manifest(features=["charts"])) - set(SCOPES) == {"files:read", "files:write"}


def test_by_socket_mode_no_address_is_named() -> None:
    made = manifest()

    assert made["settings"]["socket_mode_enabled"]
    assert "url" not in json.dumps(made)


def test_by_http_every_way_in_has_the_address() -> None:
    made = manifest("https://desk.example.com/")

    address = "https://desk.example.com/slack/events"
    assert not made["settings"]["socket_mode_enabled"]
    assert {command["url"] for command in made["features"]["slash_commands"]} == {address}
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address


def test_commands_carry_the_desk_s_prefix() -> None:
    names = {command["command"] for command in manifest(prefix="acme-")["features"]["slash_commands"]}

    assert names == {"/acme-queue", "/acme-ticket", "/acme-digest", "/acme-desk"}


def test_commands_that_name_people_get_their_ids() -> None:
    asks = {command["command"]: command["should_escape"] for command in manifest()["features"]["slash_commands"]}

    assert asks == {"/queue": True, "/ticket": True, "/digest": False, "/desk": False}


class Listening:
    """Stands where Bolt's app does, and keeps the names that are registered."""

    def __init__(self) -> None:
        self.heard: dict[str, set[str]] = {}

    def __getattr__(self, kind: str) -> Any:
        def register(name: Any = None, *_: Any, **__: Any) -> Any:
            if isinstance(name, str):
                self.heard.setdefault(kind, set()).add(name)
            return lambda listener: listener

        return register


def test_what_it_announces_is_what_listens() -> None:
    import commands
    import handlers

    class Front:
        prefix = ""

    app: Any = Listening()
    front: Any = Front()
    handlers.register(app, front)
    commands.register(app, front)

    features = manifest()["features"]
    assert {command["command"] for command in features["slash_commands"]} == app.heard["command"]
    assert {shortcut["callback_id"] for shortcut in features["shortcuts"]} == app.heard["shortcut"]
    # Slack calls an event by one name and subscribes it by the kind of channel, `message.groups`.
    added = (*FEATURES["groups"][1], *FEATURES["reactions"][1])
    announced = {event.partition(".")[0] for event in (*EVENTS, *added)}
    assert announced == app.heard["event"]


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "--http", "https://desk.example.com", "--with", "email, groups"]) == 0

    assert json.loads(capsys.readouterr().out) == manifest("https://desk.example.com", ("email", "groups"))


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--with", "tea"], '"tea" is none of'), (["--http", "desk.example"], "does not begin with https://")],
)
def test_what_cannot_be_understood_is_said(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["manifest", *options])

    assert left.value.code == 2
    assert said in capsys.readouterr().err
