"""`python -m bot diagnose`: which past requests to automate, connect, write down, or leave to people."""

import argparse
import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot import settings
from bot.cli import init, ticket_csv
from bot.cli.diagnosis_page import page
from bot.cli.diagnosis_report import markdown
from bot.cli.diagnosis_words import headline
from bot.cli.opened import with_store
from bot.cli.progress import Show, progress
from bot.desk import load
from bot.domain.desk import DeskFile, Escalation, Owners, Queue, RequestType, RoutingRule
from bot.domain.diagnosis_desk import desk_toml
from bot.domain.diagnosis_figures import PastRequest
from bot.domain.diagnosis_result import Diagnosis, quick_wins
from bot.domain.duration import duration
from bot.domain.errors import DeskhandError
from bot.flow import past_requests
from store.store import Store

EXAMPLE: Final = """  python -m bot diagnose tickets.csv
  python -m bot diagnose export.csv --columns "text=body,created=opened,answer=reply,agent=assignee" --out findings
  python -m bot diagnose --store --since 26w"""

REPORT: Final = "report.md"
PAGE: Final = "report.html"
DESK: Final = "desk.toml"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.csv", help="past requests, one a row")
    parser.add_argument("--store", action="store_true", help="read the resolved tickets of this installation instead")
    parser.add_argument(
        "--since", help="with --store, how far back: 30d, 26w (default: all that still have their text)"
    )
    parser.add_argument(
        "--columns", default="", metavar="MEANING=COLUMN,…", help="what columns mean, where their names do not tell"
    )
    parser.add_argument(
        "--groups", type=_number, metavar="N", help="seek so many groups (default: as many as fit best)"
    )
    parser.add_argument("--limit", type=_number, metavar="N", help="only the first N requests")
    parser.add_argument("--desk", type=Path, help="a desk file whose words for what is delicate count too")
    parser.add_argument("--out", type=Path, default=Path("diagnosis"), help="folder to write into (default: diagnosis)")
    parser.add_argument("--replace", action="store_true", help="replace what an earlier diagnosis left there")
    parser.add_argument("--channel", type=init.channel, default="#support", help="channel of the proposed desk")
    parser.add_argument("--owner", type=init.person, default="@owner", help="who answers for it, by their Slack name")
    parser.add_argument("--seed", type=int, default=7, help="another number may draw other samples (default: 7)")


def _number(text: str) -> int:
    if not text.isdecimal() or not 2 <= int(text) <= 10_000_000:
        raise argparse.ArgumentTypeError("must be a number from 2 on, such as 40")
    return int(text)


def run(chosen: argparse.Namespace) -> int:
    """Write a report, a page and a draft desk file into a folder, and print what they say in short.

    Nothing leaves this machine, and the store is only read.
    """
    if bool(chosen.file) == chosen.store:
        raise DeskhandError("Name a CSV file, or write --store to read this installation's tickets.")
    if chosen.since and not chosen.store:
        raise DeskhandError("--since goes with --store; of a file all rows are read.")
    _free(chosen.out, replaced=chosen.replace)
    requests, told = _of_store(chosen) if chosen.store else _of_file(chosen)
    if not requests:
        raise DeskhandError("There is no resolved ticket with a text to diagnose.")
    found = _diagnosed(requests, chosen, told)
    written = _write(found, chosen)
    print(headline(found))
    for number, kind in enumerate(quick_wins(found.groups), 1):
        print(f"{number}. {kind.title}: {kind.judged.verdict.value}, {kind.facts.requests} requests")
    print(f"Wrote {', '.join(str(path) for path in written)}.")
    return 0


def _free(folder: Path, *, replaced: bool) -> None:
    there = [str(folder / name) for name in (REPORT, PAGE, DESK) if (folder / name).exists()]
    if there and not replaced:
        raise DeskhandError(f"{', '.join(there)}: there already; choose another folder with --out, or add --replace.")


def _of_file(chosen: argparse.Namespace) -> tuple[Sequence[PastRequest], Diagnosis]:
    with progress("Reading", chosen.file.stat().st_size) as show:
        export = ticket_csv.read(chosen.file, chosen.columns, limit=chosen.limit, show=show)
    print(f"Columns: {', '.join(f'{name} as {meaning}' for meaning, name in export.columns.items())}.")
    for why, count in export.left_out:
        print(f"{why[:1].upper()}{why[1:]}: {count}")
    told = Diagnosis(
        requests=0, kinds=(), left_out=export.left_out, read=tuple(export.columns.items()),
        source=f"{chosen.file.name} ({export.encoding})",
    )  # fmt: skip
    return export.requests, told


def _of_store(chosen: argparse.Namespace) -> tuple[Sequence[PastRequest], Diagnosis]:
    since = None
    if chosen.since:
        try:
            since = datetime.now(UTC) - duration(chosen.since)
        except ValueError as error:
            raise DeskhandError(f"--since: {error}") from None
    found: list[PastRequest] = []

    async def gather(store: Store) -> int:
        found.extend(await past_requests.read(store, since, chosen.limit))
        return 0

    asyncio.run(with_store(gather))
    return found, Diagnosis(requests=0, kinds=(), source="the resolved tickets of this installation")


def _diagnosed(requests: Sequence[PastRequest], chosen: argparse.Namespace, told: Diagnosis) -> Diagnosis:
    from bot.assistant.diagnosing import diagnose

    with contextlib.ExitStack() as stages:

        def stage(title: str, total: int) -> Show:
            stages.close()
            return stages.enter_context(progress(title, total))

        found = diagnose(
            requests, _desk(chosen), year=datetime.now(UTC).year, seed=chosen.seed, number=chosen.groups, stage=stage
        )
    return replace(found, left_out=told.left_out, read=told.read, source=told.source)


def _desk(chosen: argparse.Namespace) -> DeskFile:
    """Whose sensitivity words count: those of `--desk`, of the store's own desk, else the built-in ones alone."""
    if chosen.desk:
        return load(chosen.desk, datetime.now(UTC)).file
    if chosen.store:
        return load(settings.load().desk_file, datetime.now(UTC)).file
    return _plain_desk()


def _plain_desk() -> DeskFile:
    """A desk that adds nothing to the built-in words."""
    nobody = "@owner"
    return DeskFile(
        name="Support",
        owners=Owners(answers=nobody, escalation=nobody, prompts=nobody, data=nobody),
        queues=(Queue(name="support", title="Support", channel="#support"),),
        types=(RequestType(name="other", title="Other"),),
        routing=(RoutingRule(name="everything", queue="support"),),
        escalation=Escalation(channel="#support", owner=nobody),
    )


def _write(found: Diagnosis, chosen: argparse.Namespace) -> list[Path]:
    chosen.out.mkdir(parents=True, exist_ok=True)
    texts = {REPORT: markdown(found), PAGE: page(found), DESK: desk_toml(found, chosen.channel, chosen.owner)}
    for name, text in texts.items():
        (chosen.out / name).write_text(text, encoding="utf-8")
    return [chosen.out / name for name in texts]
