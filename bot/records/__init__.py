"""Read-only sources of customer records, as the desk file names them."""

from pathlib import Path

from aiohttp import ClientSession

from bot.domain.desk import RecordSource
from bot.flow.ports import Clock, Records
from bot.records.http import HttpRecords
from bot.records.json_file import JsonFileRecords


def build(spec: RecordSource, base: Path, session: ClientSession, clock: Clock) -> Records:
    """The source that `spec` describes. `base` is the folder of the desk file; nothing is read before the first `read`.

    `session` stays the caller's, who closes it.
    """
    if spec.kind == "json":
        return JsonFileRecords(spec, base, clock)
    return HttpRecords(spec, session, clock)
