"""Finds the command that was asked for, runs it, and turns what it raises into a sentence and an exit code.

A command's module is imported when it is asked for, so that the list of commands appears at once. It offers `EXAMPLE`
(shown by `--help`), `arguments(parser)` and `run(chosen)`, which returns the exit code: 0 for done, 1 for a fault that
the output names. 2 stands for a command line that cannot be understood.
"""

import argparse
import difflib
import importlib
import sys
from collections.abc import Sequence
from typing import Final, Protocol, cast

from bot.domain.errors import DeskhandError

#: Every command and what it does, in the order in which a newcomer meets them.
COMMANDS: Final = {
    "demo": "live a day at the desk in your browser, without any account",
    "init": "write a first desk file and an .env with generated secrets",
    "diagnose": "say which past requests to automate, connect, write down, or leave to people",
    "check": "validate the desk file and say what it means",
    "connect": "connect a helpdesk, a mailbox, records or a subscriber, and see a trial arrive",
    "doctor": "look at database, Slack, clock, sources and what waits, and say what to do",
    "manifest": "print the manifest to create the Slack app from",
    "migrate": "bring the database to the newest schema",
    "run": "run Deskhand: web and worker in one process",
    "web": "run the web part alone, over PostgreSQL",
    "worker": "run a worker alone, over PostgreSQL",
    "inbox": "list what came in and could not be worked, and try it again",
    "outbox": "list work that was given up, have it tried again, or drop it",
    "figures": "count past days anew from the ledger, or compare them with it",
    "replay": "say what a changed rule, article or assistant would do with past tickets",
    "export": "write what people have decided back to the desk file and its articles",
    "rehearse": "send a file of customer texts through the whole path and count what became of them",
}


class Command(Protocol):
    EXAMPLE: str

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, chosen: argparse.Namespace) -> int: ...


def main(given: Sequence[str]) -> int:
    """Run the command that `given` names and return its exit code; without one, print the list of commands."""
    if not given or given[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    name, *rest = given
    if name not in COMMANDS:
        _say(f'There is no command "{name}"{_near(name)} `python -m bot` lists them.')
        return 2
    command = cast(Command, importlib.import_module(f"bot.cli.{name}"))
    return _run(command, parser_of(name, command).parse_args(rest))


def overview() -> str:
    """The list of commands, one line each."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {summary}" for name, summary in COMMANDS.items()]
    return "\n".join(
        ["Deskhand, a Slack app for support teams", "", "usage: python -m bot COMMAND [--help]", "", *lines]
    )


def parser_of(name: str, command: Command) -> argparse.ArgumentParser:
    """The command line of a command."""
    parser = argparse.ArgumentParser(
        prog=f"python -m bot {name}",
        description=f"{COMMANDS[name][0].upper()}{COMMANDS[name][1:]}.",
        epilog=f"example:\n{command.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.arguments(parser)
    return parser


def _run(command: Command, chosen: argparse.Namespace) -> int:
    try:
        return command.run(chosen)
    except DeskhandError as error:
        for problem in getattr(error, "problems", [str(error)]):
            _say(problem)
    except OSError as error:
        _say(f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}")
    except KeyboardInterrupt:
        _say("Stopped.")
    return 1


def _near(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    return f'; did you mean "{near[0]}"?' if near else "."


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
