"""Customer texts from CSV files."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.domain.errors import DeskhandError

#: Longer fields than this are not what a customer wrote, in characters.
_LONGEST: Final = 1_000_000
#: A comma where none of them stands between the names. Spreadsheets write a semicolon where a comma is in numbers.
_SEPARATORS: Final = ",;\t"


def read(files: Sequence[Path], column: str | None = None) -> list[str]:
    """The texts in `column` of these files, in order; empty ones are left out.

    Without `column` it is the only one of a file, else the one with the longest texts. The first line holds the names
    of the columns, and what stands between these, a comma, a semicolon or a tab, separates all columns. Raises
    `DeskhandError` with the reason for a file that cannot be read so.
    """
    return [text for file in files for text in _texts(file, column)]


def _texts(file: Path, column: str | None) -> list[str]:
    csv.field_size_limit(_LONGEST)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            written = list(lines)
        rows = list(csv.DictReader(written, delimiter=_separator(written[0] if written else "")))
    except UnicodeDecodeError:
        raise DeskhandError(f"{file} is not UTF-8; save it as UTF-8.") from None
    except csv.Error as error:
        raise DeskhandError(f"{file} is no CSV file: {error}.") from None
    if not rows:
        raise DeskhandError(f"{file} has no rows; the first line names the columns, the others hold the texts.")
    name = column or _longest(rows)
    if name not in rows[0]:
        raise DeskhandError(f'{file} has no column "{name}"; it has {", ".join(filter(None, rows[0]))}.')
    return [text for row in rows if (text := (row[name] or "").strip())]


def _separator(names: str) -> str:
    unquoted = "".join(names.split('"')[::2])
    return max(_SEPARATORS, key=unquoted.count)


def _longest(rows: Sequence[dict[str, str]]) -> str:
    return max(rows[0], key=lambda name: sum(len(row[name] or "") for row in rows) if name else 0)
