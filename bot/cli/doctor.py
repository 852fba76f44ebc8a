"""`python -m bot doctor`: what is wrong with this installation, and what to do about it."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Final

from bot import settings
from bot.cli.examination import examine
from bot.desk import load
from bot.domain.desk import Desk
from bot.settings import Settings

EXAMPLE: Final = "  python -m bot doctor"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Settings come from the environment and `.env`."""


def run(_chosen: argparse.Namespace) -> int:
    """Print one line for each part, as it is looked at. 1 where something is wrong; raises for unreadable settings."""
    chosen = settings.load()
    return asyncio.run(_examine(chosen, load(chosen.desk_file, datetime.now(UTC).date())))


async def _examine(chosen: Settings, desk: Desk) -> int:
    troubled = 0
    async for finding in examine(chosen, desk):
        troubled += bool(finding.trouble)
        print(finding.line)
    return 1 if troubled else 0
