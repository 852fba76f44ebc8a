"""`python -m bot connect`: connect a source of requests or of records, a mailbox, or a system that is told of events,
and see a trial arrive."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Final

from bot import settings
from bot.cli.connect_mail import connect_mail
from bot.cli.connect_records import KINDS as RECORDS
from bot.cli.connect_records import connect_records
from bot.cli.connect_source import KINDS as SOURCES
from bot.cli.connect_source import connect_source
from bot.cli.connect_subscriber import connect_subscriber
from bot.desk import load
from bot.domain.desk import Desk
from bot.settings import Settings

EXAMPLE: Final = """  python -m bot connect generic --url https://deskhand.example.com
  python -m bot connect zendesk --address https://yourname.zendesk.com --user deskhand@example.com --write
  python -m bot connect mail --address support@shop.example --imap imaps://imap.shop.example --smtp smtps://smtp.shop.example
  python -m bot connect shopify --name orders --address https://your-shop.myshopify.com --key 4417
  python -m bot connect subscriber --name jira --address https://hooks.example.com --events ticket.escalated"""

#: What connects a kind: with what was chosen, the settings, the desk and today.
Connect = Callable[[argparse.Namespace, Settings, Desk, date], Awaitable[int]]
_OTHERS: Final[dict[str, Connect]] = {"mail": connect_mail, "subscriber": connect_subscriber}


def arguments(parser: argparse.ArgumentParser) -> None:
    kinds = (*SOURCES, *RECORDS, *_OTHERS)
    parser.add_argument("kind", choices=kinds, metavar="KIND", help=f"one of {', '.join(kinds)}")
    parser.add_argument("--name", default="", help="what the desk file calls it (default: its kind)")
    parser.add_argument("--url", default="", help="where Deskhand is reached (default: HOST and PORT of this machine)")
    parser.add_argument("--address", default="", help="where the service stands; of a mailbox its address")
    parser.add_argument("--user", default="", help="whose token or password it is, where the kind needs that")
    parser.add_argument("--account", default="", help="a helpdesk: which account there, where the kind needs that")
    parser.add_argument("--imap", default="", help="a mailbox: where it is read, such as imaps://imap.example.com")
    parser.add_argument("--smtp", default="", help="a mailbox: where replies leave, such as smtps://smtp.example.com")
    parser.add_argument("--events", default="", help="a subscriber: of which events, with commas between")
    parser.add_argument("--pattern", default="", help="records: a regular expression whose group finds a key in a text")
    parser.add_argument("--key", default="", help="records: read this one, and say which fields came")
    parser.add_argument(
        "--wait", type=float, default=0.0, metavar="SECONDS", help="wait so long for a helpdesk’s ticket, or a mail"
    )
    parser.add_argument("--write", action="store_true", help="add the lines to the desk file and to .env")


def run(chosen: argparse.Namespace) -> int:
    """Test what was given, print what to paste, and show where a trial arrives. Raises `DeskhandError` with a sentence
    that says what to do.

    Secrets are asked for on a terminal, else they come from the environment: on a command line others could read them.
    """
    read = settings.load()
    desk = load(read.desk_file, now := datetime.now(UTC))

    async def connect() -> int:
        return await connecting(chosen.kind)(chosen, read, desk, desk.file.date_at(now))

    return asyncio.run(connect())


def connecting(kind: str) -> Connect:
    """What connects a kind."""
    return _OTHERS.get(kind) or (connect_records if kind in RECORDS else connect_source)
