"""`python -m bot init`: a first desk file and an `.env` with generated secrets. Nothing is ever overwritten."""

import argparse
import base64
import os
import re
import secrets
from pathlib import Path
from typing import Final

from bot.domain.desk_faults import CHANNEL, PERSON

#: A name that can stand in a TOML string as it is.
_QUOTABLE: Final = re.compile(r'^[^"\\\x00-\x1f]+$')

EXAMPLE: Final = '  python -m bot init --channel "#support" --owner @marta'

_DESK: Final = """\
# Who answers for what, and what Deskhand may do. `python -m bot check` reads this file and says what it means.
[desk]
name = "Support"

[owners]
answers = "{owner}"
escalation = "{owner}"
prompts = "{owner}"
data = "{owner}"

[[queues]]
name = "support"
title = "Support"
channel = "{channel}" # whoever is in it works the queue
leads = ["{owner}"]
hours = {{ time_zone = "UTC", "mon-fri" = ["09:00-17:00"] }}

[[types]]
name = "order_status"
title = "Where is my order"
owner = "{owner}"
drafts = "off" # "suggest" needs an article or a template, and ten example phrases
words.en = ["where is my order", "track my order"]

[[routing]]
name = "everything"
queue = "support"

[escalation]
channel = "{channel}" # sensitive tickets stand here, sealed
owner = "{owner}"
"""

_ENVIRONMENT: Final = """\
# Keep this file to yourself: whoever has these secrets can write to your desk.
SECRET_KEY={key}
# The helpdesk signs its webhooks (POST /hooks/generic) with this one, as standardwebhooks.com says.
HOOK_SECRET_GENERIC={hook}
# Programs that call /api/v1 show this one.
API_TOKEN={api}
# From your Slack app: OAuth & Permissions (xoxb-), Basic Information (xapp-, scope connections:write).
SLACK_BOT_TOKEN=
SLACK_APP_TOKEN=
"""

_NEXT: Final = """
Next:
  1. Read desk.toml, put in your time zone and hours, then: python -m bot check
  2. Print the manifest: python -m bot manifest > manifest.json
     Create the app from it at https://api.slack.com/apps, and install it in your workspace.
  3. Put its two tokens into .env, and invite the app: /invite @deskhand in {channel}
  4. Prepare the database and start: python -m bot migrate && python -m bot run"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", type=channel, default="#support", help='the team\'s channel (default "#support")')
    parser.add_argument("--owner", type=person, default="@owner", help="who answers for the desk, by their Slack name")
    parser.add_argument("--dir", type=Path, default=Path(), help="where to write (default: here)")


def run(chosen: argparse.Namespace) -> int:
    """Write what is not there yet, and say what to do next."""
    chosen.dir.mkdir(parents=True, exist_ok=True)
    _write(chosen.dir / "desk.toml", desk_toml(chosen.channel, chosen.owner), 0o666)
    _write(chosen.dir / ".env", environment(), 0o600)
    if chosen.owner == "@owner":
        print("desk.toml names @owner: put in the Slack name of the person who answers for your desk.")
    print(_NEXT.format(channel=chosen.channel))
    return 0


def desk_toml(channel: str, owner: str) -> str:
    """A desk of one queue and one request type, where nothing is suggested yet."""
    return _DESK.format(channel=channel, owner=owner)


def environment() -> str:
    """The text of an `.env` with new secrets; another one each time."""
    hook = base64.b64encode(secrets.token_bytes(32)).decode()
    return _ENVIRONMENT.format(key=secrets.token_urlsafe(48), hook=f"whsec_{hook}", api=secrets.token_urlsafe(32))


def _write(path: Path, text: str, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        print(f"{path} is there already and stays as it is.")
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    print(f"Wrote {path}.")


def channel(given: str) -> str:
    name = given if given.startswith("#") or CHANNEL.match(given) else f"#{given}"
    if not CHANNEL.match(name) or not _QUOTABLE.match(name):
        raise argparse.ArgumentTypeError(f'"{given}" is no channel; write for example "#support"')
    return name


def person(given: str) -> str:
    name = given if given.startswith("@") or PERSON.match(given) else f"@{given}"
    if not PERSON.match(name) or not _QUOTABLE.match(name):
        raise argparse.ArgumentTypeError(f'"{given}" is no Slack name; write for example @marta')
    return name
