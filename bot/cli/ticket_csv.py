"""Past requests from somebody's CSV export, whatever its delimiter, encoding and column names."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.cli.ticket_columns import chosen, day_first, guessed, moment
from bot.domain.diagnosis_figures import PastRequest
from bot.domain.errors import DeskhandError
from bot.domain.text import clean

#: A field beyond is no message, but a quotation mark that nobody closed.
_LONGEST: Final = 1_000_000
_KEPT: Final = 4000  # characters of a text and of an answer
_SAMPLE: Final = 200  # rows by which separators, columns and dates are told
_SEPARATORS: Final = ",;\t|"
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TAGS: Final = re.compile(r"[,;|]")
_BLANK: Final = "no text"
_DAMAGED: Final = f"a field of more than {_LONGEST:,} characters"
_MOST_TEAMS: Final = 5


@dataclass(frozen=True, slots=True)
class Export:
    """What a file held. `columns`: meaning to column, as it was understood. `left_out`: why, and how often."""

    requests: tuple[PastRequest, ...]
    columns: dict[str, str]
    left_out: tuple[tuple[str, int], ...]
    encoding: str


def read(
    path: Path, columns: str = "", *, limit: int | None = None, show: Callable[[int], None] = lambda done: None
) -> Export:
    """The requests of a file, in its order; `show` is called with how many bytes are read.

    Raises `DeskhandError` with the reason where no request can be read from it.
    """
    csv.field_size_limit(2**31 - 1)
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        rows = csv.reader(_without_nul(lines, show), delimiter=_separator(path, encoding), strict=False)
        try:
            return _read(path, rows, columns, limit, encoding)
        except csv.Error as error:
            raise DeskhandError(f"{path} is no CSV file: {error}.") from None


def _read(path: Path, rows: Iterator[list[str]], columns: str, limit: int | None, encoding: str) -> Export:
    header = [name.strip() for name in next(rows, [])]
    if not any(header):
        raise DeskhandError(f"{path} is empty; its first line names the columns.")
    first = [row for _, row in zip(range(_SAMPLE), rows, strict=False)]
    given = chosen(columns, header)
    found = guessed(header, given)
    if not {"text", "subject"} & found.keys() and "text" not in given:
        found = {"text": _longest(path, header, first, found.values())} | found
    if not {"text", "subject"} & found.keys():
        raise DeskhandError("--columns: one of text and subject must name a column.")
    taken = _Rows(header, found, first)
    requests: list[PastRequest] = []
    for row in first:
        taken.add(row, requests)
    for row in rows:
        if limit is not None and len(requests) >= limit:
            break
        taken.add(row, requests)
    if not requests:
        raise DeskhandError(f'{path} has no row with a text in "{found.get("text") or found["subject"]}".')
    return Export(tuple(requests[:limit]), found, taken.told(), encoding)


class _Rows:
    """Turns rows into requests, and counts what could not be used."""

    def __init__(self, header: Sequence[str], columns: dict[str, str], first: Sequence[Sequence[str]]) -> None:
        self._places = {meaning: header.index(name) for meaning, name in columns.items()}
        self._width = len(header)
        self._counts: Counter[str] = Counter()
        dated = [self._places[name] for name in ("created", "answered", "resolved") if name in self._places]
        self._day_first = {place: day_first([row[place] for row in first if len(row) > place]) for place in dated}

    def add(self, row: Sequence[str], requests: list[PastRequest]) -> None:
        if not any(row):
            return
        if any(len(value) > _LONGEST for value in row):
            self._counts[f"rows left out: {_DAMAGED}"] += 1
            return
        if len(row) > self._width:
            self._counts["rows with more fields than the first line: what is beyond was not read"] += 1
        parts = dict.fromkeys(part for part in (self._value(row, "subject"), self._value(row, "text")) if part)
        text = clean("\n".join(parts))[:_KEPT]
        if not text.strip():
            self._counts[f"rows left out: {_BLANK}"] += 1
            return
        departments = self._value(row, "departments")
        count = self._value(row, "messages")
        requests.append(
            PastRequest(
                text=text, created=self._moment(row, "created"), answered=self._moment(row, "answered"),
                resolved=self._moment(row, "resolved"), answer=clean(self._value(row, "answer"))[:_KEPT],
                agent=self._value(row, "agent"), channel=self._value(row, "channel")[:60],
                team=self._value(row, "team")[:60], tags=self._tags(row), priority=self._value(row, "priority"),
                departments=tuple(_parted(departments)[:_MOST_TEAMS]) if "departments" in self._places else None,
                messages=int(count) if count.isascii() and count.isdecimal() and len(count) < 7 else None,
            )
        )  # fmt: skip

    def told(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(self._counts.items()))

    def _value(self, row: Sequence[str], meaning: str) -> str:
        place = self._places.get(meaning)
        return row[place].strip() if place is not None and place < len(row) else ""

    def _tags(self, row: Sequence[str]) -> tuple[str, ...]:
        return tuple(_parted(self._value(row, "tags"))[:10])

    def _moment(self, row: Sequence[str], meaning: str) -> datetime | None:
        value = self._value(row, meaning)
        if not value:
            return None
        found = moment(value, day_first=self._day_first[self._places[meaning]])
        if found is None:
            self._counts[f'dates not understood in "{meaning}"; their rows count without'] += 1
        return found


def _parted(value: str) -> list[str]:
    return [part.strip()[:60] for part in _TAGS.split(value) if part.strip()]


def _encoding(path: Path) -> str:
    """By its mark, else UTF-8 where all of it is, else Windows-1252, in which nothing is wrong."""
    with path.open("rb") as file:
        begin = file.read(4)
        for mark, name in _MARKS:
            if begin.startswith(mark):
                return name
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for part in iter(lambda: file.read(1 << 20), b""):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _without_nul(lines: Iterable[str], show: Callable[[int], None]) -> Iterator[str]:
    done = 0
    for line in lines:
        done += len(line)
        show(done)
        yield line.replace("\0", "")


def _separator(path: Path, encoding: str) -> str:
    """What stands most often between the names of the columns."""
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        names = "".join(lines.readline(1 << 16).split('"')[::2])
    return max(_SEPARATORS, key=names.count)


def _longest(path: Path, header: Sequence[str], first: Sequence[Sequence[str]], taken: Iterable[str]) -> str:
    """The column with the longest texts among those that mean nothing else."""
    used = set(taken)
    free = [place for place, name in enumerate(header) if name and name not in used]
    if not free or not first:
        raise DeskhandError(f"{path} has no column with texts; name it with --columns text=…")
    return header[max(free, key=lambda place: sum(len(row[place]) for row in first if place < len(row)))]
