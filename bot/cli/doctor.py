"""`python -m bot doctor`: what is wrong with this installation, and what to do about it."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Final

from bot import settings
from bot.cli.examination import examine
from bot.cli.examination_subscribers import told
from bot.desk import load
from bot.domain.desk import Desk
from bot.settings import Settings

EXAMPLE: Final = """  python -m bot doctor
  python -m bot doctor --tell jira"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Settings come from the environment and `.env`."""
    parser.add_argument("--tell", metavar="NAME", help="send this subscriber a test event, and only that")


def run(given: argparse.Namespace) -> int:
    """Print one line for each part, as it is looked at. 1 where something is wrong; raises for unreadable settings."""
    chosen = settings.load()
    now = datetime.now(UTC)
    desk = load(chosen.desk_file, now)
    if given.tell is None:
        return asyncio.run(_examine(chosen, desk))
    finding = asyncio.run(told(chosen, desk, given.tell, now))
    print(finding.line)
    return 1 if finding.trouble else 0


async def _examine(chosen: Settings, desk: Desk) -> int:
    troubled = 0
    async for finding in examine(chosen, desk):
        troubled += bool(finding.trouble)
        print(finding.line)
    return 1 if troubled else 0
