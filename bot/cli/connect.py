"""`python -m bot connect`: connect a source of requests, or of records, and see a trial ticket arrive."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Final

from bot import settings
from bot.cli.connect_records import KINDS as RECORDS
from bot.cli.connect_records import connect_records
from bot.cli.connect_source import KINDS as SOURCES
from bot.cli.connect_source import connect_source
from bot.desk import load

EXAMPLE: Final = """  python -m bot connect generic --url https://deskhand.example.com
  python -m bot connect zendesk --address https://yourname.zendesk.com --user deskhand@example.com --write
  python -m bot connect shopify --name orders --address https://your-shop.myshopify.com --key 4417"""


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = (*SOURCES, *RECORDS)
    parser.add_argument("kind", choices=kinds, metavar="KIND", help=f"one of {', '.join(kinds)}")
    parser.add_argument("--name", default="", help="what the desk file calls it (default: its kind)")
    parser.add_argument("--url", default="", help="where Deskhand is reached (default: HOST and PORT of this machine)")
    parser.add_argument("--address", default="", help="where the service stands")
    parser.add_argument("--user", default="", help="a helpdesk: whose token it is, where the kind needs that")
    parser.add_argument("--account", default="", help="a helpdesk: which account there, where the kind needs that")
    parser.add_argument("--pattern", default="", help="records: a regular expression whose group finds a key in a text")
    parser.add_argument("--key", default="", help="records: read this one, and say which fields came")
    parser.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="a helpdesk: wait so long for a ticket"
    )
    parser.add_argument("--write", action="store_true", help="add the lines to the desk file and to .env")


def run(chosen: argparse.Namespace) -> int:
    """Test what was given, print what to paste, and show where a trial arrives. Raises `DeskhandError` with a sentence
    that says what to do.

    Secrets are asked for on a terminal, else they come from the environment: on a command line others could read them.
    """
    read = settings.load()
    desk = load(read.desk_file, today := datetime.now(UTC).date())
    connect = connect_records if chosen.kind in RECORDS else connect_source
    return asyncio.run(connect(chosen, read, desk, today))
