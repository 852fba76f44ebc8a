"""`python -m bot inbox`: what came in and could not be worked."""

import argparse
import asyncio
from typing import Final

from bot import helpdesk, settings
from bot.cli.opened import with_store
from bot.domain.errors import BadRequest, DeskhandError
from bot.flow import inbox
from bot.flow.ports import Inbound
from store.store import Store

EXAMPLE: Final = """  python -m bot inbox list
  python -m bot inbox retry 17"""


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="list | retry ID")
    actions.add_parser("list", help="one line each: id, state, source, kind, request, why")
    retry = actions.add_parser("retry", help="work one again, under its own id")
    retry.add_argument("id", type=int, metavar="ID", help="as `list` shows it")


def run(chosen: argparse.Namespace) -> int:
    """List what is kept, or try one again, as the desk file says now; a second retry of the same one is refused, since
    it is worked."""
    if chosen.action == "list":
        return asyncio.run(with_store(_list))
    return asyncio.run(with_store(lambda store: _retry(store, chosen.id)))


async def _list(store: Store) -> int:
    kept = [arrival for state in ("parked", "waiting") for arrival in await store.read(inbox.unfinished, state)]
    for arrival in kept:
        what = f"{arrival.state:<8}{arrival.source:<12}{arrival.kind:<18}{arrival.trace:<14}"
        print(f"{arrival.id:>6}  {what}{arrival.error}".rstrip())
    if not kept:
        print("Nothing is parked and nothing waits.")
    return 0


async def _retry(store: Store, arrival_id: int) -> int:
    read = settings.load()

    def reads(name: str) -> Inbound | None:
        named = [source for source in store.desk.file.sources if source.name == name]
        return helpdesk.inbound(named[0], read) if named else None

    try:
        receipt = await store.write(inbox.retry, arrival_id, reads)
    except inbox.NothingToRetry:
        raise DeskhandError(
            f"Nothing that is parked or waits has the id {arrival_id}; `inbox list` shows them."
        ) from None
    except BadRequest as error:
        raise DeskhandError(f"{arrival_id} still cannot be read: {error}") from None
    print(f"Worked: {receipt.number or 'stored, no ticket yet'}.")
    return 0
