"""`python -m bot run`: web and worker in one process, over SQLite or PostgreSQL."""

import argparse
from typing import Final

from bot.cli.serving import serve

EXAMPLE: Final = "  python -m bot run"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Settings come from the environment and `.env`."""


def run(_chosen: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    return serve(web=True, worker=True)
