"""`python -m bot web`: what Slack and helpdesks call, over PostgreSQL."""

import argparse
from typing import Final

from bot.cli.serving import serve

EXAMPLE: Final = "  python -m bot web"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Settings come from the environment and `.env`."""


def run(_chosen: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    return serve(web=True, worker=False)
