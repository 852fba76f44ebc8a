"""`python -m bot worker`: a worker alone, over PostgreSQL; any number may run."""

import argparse
from typing import Final

from bot.cli.serving import serve

EXAMPLE: Final = "  python -m bot worker"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Settings come from the environment and `.env`."""


def run(_chosen: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    return serve(web=False, worker=True)
