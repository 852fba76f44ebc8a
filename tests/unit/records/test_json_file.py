"""Records from a file: only the record asked for, only the mapped fields, and a clear error for every fault."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.desk import RecordSource
from bot.domain.errors import RecordsUnreachable
from bot.records.json_file import JsonFileRecords

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
ORDER = {
    "number": 4417,
    "customer_id": "c-7",
    "email": "jo.doe@mail.example",
    "state": "in  transit\nsince Monday",
    "shipping": {"carrier": "GLS", "depot": "Lille"},
    "total": 49.9,
    "items": ["spade", "2 pots"],
    "iban": "FR00 0000",
    "gift": True,
    "note": None,
}


class Clock:
    def now(self) -> datetime:
        return NOW


def spec(**changes: Any) -> RecordSource:
    values: dict[str, Any] = {
        "name": "orders",
        "kind": "json",
        "address": "orders.json",
        "pattern": r"(\d{4})",
        "customer_email": "email",
        "fields": {
            "status": "state",
            "carrier": "shipping.carrier",
            "total": "total",
            "items": "items",
            "gift": "gift",
            "note": "note",
            "lost": "nowhere.to.be.found",
            "shipping": "shipping",
        },
    }
    return RecordSource(**(values | changes))


def records(folder: Path, content: Any, **changes: Any) -> JsonFileRecords:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "orders.json").write_text(text, encoding="utf-8")
    return JsonFileRecords(spec(**changes), folder, Clock())


async def test_the_mapped_fields_and_nothing_else(tmp_path: Path) -> None:
    record = await records(tmp_path, [ORDER, {"number": 4300}]).read("4417")
    assert record is not None
    assert (record.source, record.key, record.read_at) == ("orders", "4417", NOW)
    assert (record.customer_id, record.customer_email) == ("c-7", "jo.doe@mail.example")
    assert record.fields == {
        "status": "in transit since Monday",
        "carrier": "GLS",
        "total": "49.9",
        "items": "spade, 2 pots",
    }
    assert "FR00" not in repr(record)


async def test_no_mapping_no_fields(tmp_path: Path) -> None:
    record = await records(tmp_path, [ORDER], fields={}, customer_email="").read("4417")
    assert record is not None
    assert (record.fields, record.customer_email) == ({}, "")


@pytest.mark.parametrize("key", ["9999", "", "44", "4417 ", "[0]", "__proto__"])
async def test_an_unknown_key(tmp_path: Path, key: str) -> None:
    assert await records(tmp_path, [ORDER, {"state": "without a number"}]).read(key) is None


async def test_records_may_stand_in_an_object(tmp_path: Path) -> None:
    record = await records(tmp_path, {"a": ORDER, "b": {"number": "4300", "state": "packed"}}).read("4300")
    assert record is not None
    assert record.fields == {"status": "packed"}


async def test_two_records_with_one_key_are_trusted_neither(tmp_path: Path) -> None:
    source = records(tmp_path, [ORDER, {**ORDER, "customer_id": "c-8"}, {"number": 4300, "state": "packed"}])
    with pytest.raises(RecordsUnreachable, match="more than one"):
        await source.read("4417")
    assert await source.read("4300") is not None


@pytest.mark.parametrize("content", ["", "{", '"text"', "[1]", '{"a": 1}', "[[]]", "null"])
async def test_a_file_of_another_shape(tmp_path: Path, content: str) -> None:
    with pytest.raises(RecordsUnreachable, match=r"orders\.json"):
        await records(tmp_path, content).read("4417")


async def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RecordsUnreachable, match=r"orders\.json cannot be read \(FileNotFoundError\)"):
        await JsonFileRecords(spec(), tmp_path, Clock()).read("4417")


async def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    source = records(tmp_path, [ORDER])
    (tmp_path / "orders.json").write_bytes(b"\xff\xfe[]")
    with pytest.raises(RecordsUnreachable):
        await source.read("4417")


async def test_a_changed_file_is_read_again_and_a_mended_one_too(tmp_path: Path) -> None:
    source = records(tmp_path, [ORDER])
    assert await source.read("4417") is not None
    path = tmp_path / "orders.json"
    path.write_text("{", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    with pytest.raises(RecordsUnreachable):
        await source.read("4417")
    path.write_text(json.dumps([{**ORDER, "state": "delivered"}]), encoding="utf-8")
    os.utime(path, ns=(2, 2))
    record = await source.read("4417")
    assert record is not None
    assert record.fields["status"] == "delivered"


async def test_a_value_is_never_long(tmp_path: Path) -> None:
    record = await records(tmp_path, [{**ORDER, "state": "x" * 9000}]).read("4417")
    assert record is not None
    assert len(record.fields["status"]) == 500
