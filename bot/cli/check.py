"""`python -m bot check`: is the desk file sound, what does it mean, and does the workspace have what it names?"""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.cli.decided import paused, told
from bot.cli.environment import without_key
from bot.cli.workspace import problems_in_workspace
from bot.desk import explain, load
from bot.domain.desk import Desk
from bot.domain.desk_outside import whereabouts_told, with_model
from bot.domain.desk_vendors import vendors_told
from bot.domain.errors import DeskFileError
from bot.helpdesk.mapped_check import unsound
from bot.settings import Settings
from bot.slack.gateway import Slack, open_session
from prompts import load_all
from store import migrate, overlay, pauses

EXAMPLE: Final = """  python -m bot check
  python -m bot check examples/shop/desk.toml"""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "desk", nargs="?", type=Path, help="the desk file (default: DESK_FILE of the environment, else desk.toml)"
    )


def run(chosen: argparse.Namespace) -> int:
    """Print what the desk will do and what it refuses to; with a Slack token, look at the workspace too.

    Raises `DeskFileError` with every fault that was found.
    """
    settings = without_key()
    found = load(chosen.desk or settings.desk_file, now := datetime.now(UTC))
    if faults := unsound(found.file.sources):
        raise DeskFileError(faults)
    file = with_model(found.file, settings.openai_model)
    desk = found.model_copy(update={"prompts": load_all(), "file": file})
    host = urlsplit(settings.openai_base_url).hostname or ""
    asked_at = whereabouts_told(file, host, key=settings.openai_api_key is not None)
    print("\n".join([*explain(desk, file.date_at(now)), *asked_at, *vendors_told(desk.file.sources)]))
    if "database_url" in settings.model_fields_set:
        print("\n".join(_decided(desk, settings)))
    if settings.slack_bot_token is None:
        print("Slack was not asked: SLACK_BOT_TOKEN is not set.")
        return 0
    if problems := asyncio.run(_ask_slack(desk, settings, settings.slack_bot_token.get_secret_value())):
        raise DeskFileError(problems)
    print("Slack: every channel, person and scope that the desk needs is there.")
    return 0


def _decided(desk: Desk, settings: Settings) -> list[str]:
    """What people have decided since, as it stands in the database; nothing is written there."""
    if migrate.pending(settings.database_url):
        return ["What people have decided was not read: the database is not at the newest schema."]
    now = datetime.now(UTC)
    running = overlay.glance(settings.database_url, desk, now, pauses.running)
    return [*told(desk, overlay.looked_up(settings.database_url, desk, now)), *paused(running)]


async def _ask_slack(desk: Desk, settings: Settings, token: str) -> list[str]:
    async with open_session() as session:
        return await problems_in_workspace(desk, Slack(token, session, base_url=settings.slack_api_url))
