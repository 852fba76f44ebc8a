"""What `doctor` finds of the sources of records: each is asked once, for a record that nobody has."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Final

from bot import records
from bot.app import RealClock
from bot.cli.finding import Finding
from bot.domain.breaker import MOST_FAILURES
from bot.domain.desk import Desk, RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.health import Reads
from bot.settings import Settings, in_variable
from bot.slack.gateway import open_session

_REMEDIES: Final[Mapping[NotRead, str]] = {
    NotRead.NO_ANSWER: "look at its address, and at the network",
    NotRead.TOO_SLOW: 'let it answer faster, or raise time_out (to "5s" at most)',
    NotRead.LIMITED: "it allows no more requests just now; see who else uses the same key",
    NotRead.FAILED: "the trouble is at its end; Deskhand tries again by itself",
    NotRead.UNUSABLE: "look whether its address is the one of a record; no redirect is followed",
    NotRead.UNPROVED: "put it into the environment or .env",
}


async def records_of(settings: Settings, desk: Desk, reads: Mapping[str, Reads]) -> AsyncIterator[Finding]:
    """A line for each source of records. No customer's record is read.

    `reads` is how the desk has fared with each of them lately.
    """
    base = Path(settings.desk_file).parent
    async with open_session() as session:
        for spec in desk.file.records:
            token = settings.records_tokens.get(in_variable(spec.name))
            source = records.build(spec, base, session, RealClock(), token)
            try:
                await source.read(records.nobodys(spec), fresh=True)
                trouble = ""
            except RecordsUnreachable as error:
                trouble = trouble_with(spec, error)
            lately = reads.get(spec.name)
            yield Finding(f"records {spec.name}", trouble, note=_lately(lately) if lately else "")


def trouble_with(spec: RecordSource, error: RecordsUnreachable) -> str:
    """What is wrong with a source that could not be read, and what to do; empty where it has answered after all."""
    if error.why is NotRead.ANOTHER:
        return ""  # it answers, which is all that was asked
    if error.why is NotRead.REJECTED:
        return ""  # the same: no key of its own looks like that one
    said = str(error).removeprefix(f"{spec.name}: ")
    if spec.kind == "json":
        return f"{said}: look at its path, and at what stands in it"
    if error.why is NotRead.REFUSED:
        named = f"look at {spec.variable}, and at what it may read" if spec.variable else "set auth in the desk file"
        return f"{said}: {named}"
    return f"{said}: {_REMEDIES[error.why]}"


def _lately(reads: Reads) -> str:
    told = f"{reads.count} reads in the last hour"
    if reads.failed:
        told += f", {reads.failed} of which failed"
    if reads.failed_last >= MOST_FAILURES:
        told += f"; the last {reads.failed_last} in a row, so that workers leave it alone for a moment at a time"
    return told
