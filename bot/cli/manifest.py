"""`python -m bot manifest`: the Slack app's manifest, with the fewest scopes that the features in use need."""

import argparse
import json
from collections.abc import Iterable
from typing import Any, Final

from bot.slack.limits import Json
from commands import COMMANDS
from handlers.notes import ADD_AS_NOTE
from handlers.shortcuts import MAKE_A_TICKET, NEW_TICKET

EXAMPLE: Final = """  python -m bot manifest > manifest.json
  python -m bot manifest --http https://desk.example.com --with email,groups"""

#: The commands in which people are mentioned: without `should_escape` Slack sends a name that nobody can look up.
MENTIONING: Final = ("queue", "ticket")
#: What every desk needs. docs/setup.md says why, and what stops without each.
SCOPES: Final = (
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
)
EVENTS: Final = (
    "app_home_opened",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",  # what is said in tickets' threads and in request channels
    "message.groups",
)
#: What a feature adds: its scopes and its events.
FEATURES: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "reactions": (("reactions:read",), ("reaction_added",)),
    "charts": (("files:read", "files:write"), ()),
    "files": (("files:write",), ()),
    "email": (("users:read.email",), ()),
    "groups": (("usergroups:read",), ("subteam_members_changed",)),
}
_SHORTCUTS: Final = (
    ("New ticket", "global", NEW_TICKET, "Write down a request that reached you in person or by phone"),
    ("Make a ticket", "message", MAKE_A_TICKET, "Make a ticket from this message"),
    ("Add as note", "message", ADD_AS_NOTE, "Keep this message as a note on a ticket; no customer sees it"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--http", metavar="URL", type=_address, help="Slack calls this address; without it, Socket Mode"
    )
    parser.add_argument(
        "--with",
        dest="features",
        metavar="FEATURES",
        type=_features,
        default=(),
        help=f"what else you use, separated by commas: {', '.join(FEATURES)}",
    )
    parser.add_argument("--prefix", default="", help="what commands begin with, as command_prefix of the desk file")


def run(chosen: argparse.Namespace) -> int:
    print(json.dumps(manifest(chosen.http, chosen.features, prefix=chosen.prefix), indent=2))
    return 0


def manifest(http: str | None = None, features: Iterable[str] = (), *, prefix: str = "") -> dict[str, Any]:
    """The manifest of an app in Socket Mode, or of one that Slack reaches under the address `http`.

    `features` are keys of `FEATURES`, a KeyError for others; `prefix` stands before the name of each command. The
    format is Slack's manifest schema, major version 2.
    """
    added = [FEATURES[name] for name in features]
    reached = {"request_url": f"{http.rstrip('/')}/slack/events"} if http else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Deskhand",
            "description": "Customer requests as live cards, with suggested replies that only a person sends",
            "background_color": "#1f3d36",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,  # where answers to tickets made in Slack arrive
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "deskhand", "always_online": True},
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": callback_id, "description": description}
                for name, kind, callback_id, description in _SHORTCUTS
            ],
            "slash_commands": _commands(http, prefix),
        },
        "oauth_config": {"scopes": {"bot": sorted({*SCOPES, *(scope for scopes, _ in added for scope in scopes)})}},
        "settings": {
            "event_subscriptions": {
                **reached,
                "bot_events": sorted({*EVENTS, *(event for _, events in added for event in events)}),
            },
            "interactivity": {"is_enabled": True, **reached},
            "org_deploy_enabled": False,
            "socket_mode_enabled": http is None,
            "token_rotation_enabled": False,
        },
    }


def _commands(http: str | None, prefix: str) -> list[Json]:
    reached = {"url": f"{http.rstrip('/')}/slack/events"} if http else {}
    return [
        {
            "command": f"/{prefix}{name}",
            "description": description,
            "usage_hint": usage,
            "should_escape": name in MENTIONING,
        }
        | reached
        for name, (description, usage, _) in COMMANDS.items()
    ]


def _features(given: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in given.split(",") if name.strip())
    if unknown := [name for name in names if name not in FEATURES]:
        raise argparse.ArgumentTypeError(f'"{unknown[0]}" is none of {", ".join(FEATURES)}')
    return names


def _address(given: str) -> str:
    if not given.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f'"{given}" does not begin with https://')
    return given
