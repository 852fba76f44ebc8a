"""`connect` for a source of records: its key, whether it answers, and which fields a record of yours gives."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import SecretStr, ValidationError

from bot import records
from bot.app import RealClock
from bot.cli import connect_lines as lines
from bot.cli.connect_lines import ask
from bot.cli.examination_records import trouble_with
from bot.domain.desk import Desk, RecordSource
from bot.domain.desk_errors import sentences
from bot.domain.errors import DeskFileError, DeskhandError, RecordsUnreachable
from bot.records import REMOTE
from bot.settings import Settings, in_variable
from bot.slack.gateway import open_session

#: Kinds that know their own fields; of others the desk file has to say them first.
KINDS: Final = tuple(REMOTE)
#: Four digits or more, after a word for it; what fits your numbers better goes by --pattern.
_PATTERN: Final = r"\border\s+(?:no\.?\s*)?#?(\d{4,})\b"


async def connect_records(chosen: argparse.Namespace, read: Settings, desk: Desk, today: date) -> int:
    """Test the way to a source of records, say which fields of one come, and write what is new where that is wished.

    Nothing of a record is printed but its fields' names. Raises `DeskhandError` with a sentence that says what to do.
    """
    spec, new = _spec(chosen, desk)
    token = read.records_tokens.get(in_variable(spec.name))
    made = {}
    if spec.variable and token is None:
        made[spec.variable] = ask(spec.variable, "what proves Deskhand there (docs/records.md)", hidden=True)
        token = SecretStr(made[spec.variable])
    print(await _read(spec, Path(read.desk_file).parent, token, chosen.key))
    if new or made:
        entry = {"name": spec.name, "kind": spec.kind, "address": chosen.address, "pattern": spec.pattern}
        lines.tell(lines.entry("records", entry) if new else "", made, read.desk_file, today, write=chosen.write)
        if new:
            print(f"Then name its fields at the types that may use them: records = {{ {spec.name} = […] }}")
    return 0


def _spec(chosen: argparse.Namespace, desk: Desk) -> tuple[RecordSource, bool]:
    """The source, and whether the desk file has it not yet."""
    name = chosen.name or chosen.kind
    if (there := next((one for one in desk.file.records if one.name == name), None)) is not None:
        if there.kind != chosen.kind:
            raise DeskhandError(
                f'The desk file’s records "{name}" are of the kind {there.kind}; choose another --name.'
            )
        return there, False
    given = {"name": name, "kind": chosen.kind, "pattern": chosen.pattern or _PATTERN}
    if chosen.address:
        given["address"] = chosen.address
    try:
        return RecordSource.model_validate(given), True
    except ValidationError as error:
        raise DeskFileError(sentences(RecordSource, error, given)) from None


async def _read(spec: RecordSource, base: Path, token: SecretStr | None, key: str) -> str:
    """What came of reading one record: that of `key`, else one that nobody has."""
    async with open_session() as session:
        source = records.build(spec, base, session, RealClock(), token)
        try:
            found = await source.read(key or records.nobodys(spec), fresh=True)
        except RecordsUnreachable as error:
            if trouble := trouble_with(spec, error):
                raise DeskhandError(f"{trouble}.") from None
            found = None
    if not key:
        return f"{spec.name}: it answers, and what was given is accepted. With --key it says which fields a record has."
    if found is None:
        raise DeskhandError(f"{spec.name} answers, and has no record {key}: look at the key, and at what it may read.")
    owner = (
        "names its customer" if found.customer_id or found.customer_email else "names no customer, so it is of no use"
    )
    return f"{spec.name}: {key} is there, {owner}, and has {', '.join(sorted(found.fields)) or 'no field'}."
