"""From a source's own record to ours: the mapped fields and nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.desk import RecordSource
from bot.domain.errors import RecordsUnreachable
from bot.domain.record import Record

_LONGEST = 500  # characters of one value; anything longer is no fact for a sentence


def record_from(raw: Any, key: str, spec: RecordSource, read_at: datetime) -> Record:
    """The record in `raw`. RecordsUnreachable where it is no object or says that it is another record than `key`."""
    if not isinstance(raw, Mapping):
        raise RecordsUnreachable(f"{spec.name}: the answer for a record is no JSON object")
    if _text(_at(raw, spec.key)) != key:
        raise RecordsUnreachable(f'{spec.name}: the field "{spec.key}" of the answer is not the record asked for')
    fields = {name: _text(_at(raw, path)) for name, path in spec.fields.items()}
    return Record(
        source=spec.name,
        key=key,
        customer_id=_text(_at(raw, spec.customer)),
        customer_email=_text(_at(raw, spec.customer_email)) if spec.customer_email else "",
        fields={name: value for name, value in fields.items() if value},
        read_at=read_at,
    )


def key_of(raw: Any, spec: RecordSource) -> str:
    """The key that a raw record gives itself, or an empty string."""
    return _text(_at(raw, spec.key))


def _at(raw: Any, path: str) -> Any:
    """The value under a name, or under names joined by full stops. None where there is none."""
    if isinstance(raw, Mapping) and path in raw:
        return raw[path]
    for name in path.split("."):
        if not isinstance(raw, Mapping):
            return None
        raw = raw.get(name)
    return raw


def _text(value: Any) -> str:
    """A scalar or a list of scalars as text; whatever is nested deeper has no place in a sentence."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str | int | float):
        return " ".join(str(value).split())[:_LONGEST]
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return ", ".join(_text(item) for item in value)[:_LONGEST]
    return ""
