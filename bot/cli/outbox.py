"""`python -m bot outbox`: work that was given up, such as a card that Slack refused."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.cli.opened import with_store
from bot.domain.errors import DeskhandError
from bot.flow import dead_letters
from store.store import Store

EXAMPLE: Final = """  python -m bot outbox list
  python -m bot outbox retry 4711
  python -m bot outbox drop 4711"""

#: Who the journal says did it.
BY: Final = "service:command line"


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="list | retry ID | drop ID")
    actions.add_parser("list", help="one line each: id, kind, subject, tries, when given up, request, why")
    for name, what in (("retry", "try one again, once its cause is gone"), ("drop", "let one rest for good")):
        action = actions.add_parser(name, help=what)
        action.add_argument("id", type=int, metavar="ID", help="as `list` shows it")


def run(chosen: argparse.Namespace) -> int:
    """List what was given up, have one tried again by the workers, or drop it; twice the same is refused."""
    actions: dict[str, Callable[[Store], Awaitable[int]]] = {
        "list": _list,
        "retry": lambda store: _told(_retry(store, chosen.id), chosen.id),
        "drop": lambda store: _told(_drop(store, chosen.id), chosen.id),
    }
    return asyncio.run(with_store(actions[chosen.action]))


async def _list(store: Store) -> int:
    given_up = await store.read(dead_letters.listed)
    for letter in given_up:
        when = f"{letter.given_up_at:%Y-%m-%d %H:%M}" if letter.given_up_at else ""
        tries = "1 try" if letter.attempts == 1 else f"{letter.attempts} tries"
        what = f"{letter.kind.value:<9}{letter.subject:<8}{tries:<10}{when:<18}{letter.trace:<14}"
        print(f"{letter.id:>6}  {what}{letter.cause}".rstrip())
    if not given_up:
        print("Nothing was given up.")
    return 0


async def _told(act: Awaitable[str], letter_id: int) -> int:
    try:
        print(await act)
    except dead_letters.NotDead:
        raise DeskhandError(f"Nothing that was given up has the id {letter_id}; `outbox list` shows them.") from None
    except dead_letters.NotToRepeat:
        raise DeskhandError(
            f"{letter_id} is a reply. It was stopped and its writer was told; send it again from its card, or drop it."
        ) from None
    return 0


async def _retry(store: Store, letter_id: int) -> str:
    again = await store.write(dead_letters.retry, letter_id, BY)
    return "It will be tried again." if again else "The same work had been asked for again since; that serves for both."


async def _drop(store: Store, letter_id: int) -> str:
    await store.write(dead_letters.drop, letter_id, BY)
    return "Dropped."
