"""The table block: plain cells, in which nothing is interpreted
(docs.slack.dev/reference/block-kit/blocks/table-block: 100 rows of 20 cells, one table in a message)."""

from collections.abc import Collection, Sequence
from typing import Final

from bot.slack.limits import Json

#: Slack refuses an empty cell.
_NOTHING: Final = "–"


def table(block_id: str, rows: Sequence[Sequence[str]], *, numbers: Collection[int] = ()) -> Json:
    """A table whose first row is its head; the columns of `numbers` (from 0 on) stand to the right."""
    width = max(len(row) for row in rows)
    columns = [{"align": "right" if at in numbers else "left"} for at in range(width)]
    cells = [[{"type": "raw_text", "text": cell or _NOTHING} for cell in row] for row in rows]
    return {"type": "table", "block_id": block_id, "rows": cells, "column_settings": columns}
