"""Records from a JSON file beside the desk file: a list of objects, or an object whose values are the records."""

import asyncio
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.desk import RecordSource
from bot.domain.errors import NotRead, RecordsUnreachable
from bot.domain.record import Record
from bot.flow.ports import Clock
from bot.records.mapping import key_of, record_from


class JsonFileRecords:
    """Fulfils `bot.flow.ports.Records`. The file is read again when it has changed on disk."""

    def __init__(self, spec: RecordSource, base: Path, clock: Clock) -> None:
        self.name = spec.name
        self._spec = spec
        self._path = base / spec.address
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._records: Mapping[str, Any] = {}

    async def read(self, key: str, *, fresh: bool = False) -> Record | None:
        """The record of that key, or None. RecordsUnreachable where the file is missing, broken or names it twice."""
        return await asyncio.to_thread(self._read, key)

    def _read(self, key: str) -> Record | None:
        with self._lock:
            self._refresh()
            raw = self._records.get(key)
        if raw is None:
            return None
        if isinstance(raw, _Twice):
            raise RecordsUnreachable(
                f"{self.name}: {self._path.name} has more than one record with this key", NotRead.ANOTHER
            )
        return record_from(raw, key, self._spec, self._clock.now())

    def _refresh(self) -> None:
        try:
            stat = os.stat(self._path)
            seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if seen == self._seen:
                return
            content = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise RecordsUnreachable(
                f"{self.name}: {self._path.name} cannot be read ({type(error).__name__})"
            ) from error
        self._records = self._by_key(content)
        self._seen = seen

    def _by_key(self, content: Any) -> dict[str, Any]:
        rows = list(content.values()) if isinstance(content, dict) else content
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise RecordsUnreachable(f"{self.name}: {self._path.name} is neither a list nor an object of records")
        found: dict[str, Any] = {}
        for row in rows:
            key = key_of(row, self._spec)
            found[key] = _Twice() if key in found else row
        found.pop("", None)
        return found


class _Twice:
    """Stands for records that share a key: nobody can say which one is meant."""
