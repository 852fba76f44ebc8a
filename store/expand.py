"""Additions to the schema that an older Deskhand goes on working beside: for the revisions.

On PostgreSQL each is a statement of its own, since locks are held until a transaction ends. One that does not get its
lock at once gives way, because whoever comes after it would have to wait as well, and tries again. Indexes of tables
that are in use are built CONCURRENTLY. All of them may be run again after an interruption at any point. On SQLite a
whole upgrade is one transaction, and takes milliseconds.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.exc import DBAPIError

#: How long a change may keep others waiting, in milliseconds; below `store.engine.LOCK_MS`, after which they give up.
LOCK_MS: Final = 500
#: How long building an index may wait for transactions to end. Nobody waits for it meanwhile.
INDEX_LOCK_MS: Final = 60_000
#: Tries, and seconds between them: some 40 seconds in all.
TRIES: Final = 40
PAUSE_SECONDS: Final = 0.5

_LOCKED: Final = frozenset({"55P03", "40P01"})  # lock_not_available, deadlock_detected (postgresql.org, "Error Codes")
_INVALID: Final = sa.text(
    "SELECT 1 FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relname = :name AND NOT indisvalid"
    " AND pg_table_is_visible(pg_class.oid)"
)


def add_column(table: str, column: "sa.Column[Any]") -> None:
    """Add a column that old code need not know: it must be nullable or have a server default."""
    assert column.nullable or column.server_default is not None  # noqa: S101 - a fault in a revision
    if _sqlite():
        op.add_column(table, column)
    else:
        _patiently(lambda: op.add_column(table, column, if_not_exists=True), LOCK_MS)


def add_table(name: str, *parts: "sa.Column[Any] | sa.Constraint", numbered: bool = False) -> None:
    """Create a table. Those that it refers to are locked for a moment. `numbered`: no id is ever given twice."""
    if _sqlite():
        op.create_table(name, *parts, sqlite_autoincrement=numbered)
    else:
        _patiently(lambda: op.create_table(name, *parts, if_not_exists=True), LOCK_MS)


def add_index(
    name: str, table: str, columns: Sequence[str], *, unique: bool = False, where: "sa.TextClause | None" = None
) -> None:
    """Create an index. What an interrupted build left over is dropped first."""

    def create(**more: Any) -> None:
        op.create_index(op.f(name), table, columns, unique=unique, sqlite_where=where, postgresql_where=where, **more)

    def build() -> None:
        if op.get_bind().scalar(_INVALID, {"name": name}):
            op.drop_index(op.f(name), table, postgresql_concurrently=True)
        create(postgresql_concurrently=True, if_not_exists=True)

    if _sqlite():
        create()
    else:
        _patiently(build, INDEX_LOCK_MS)


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _patiently(change: Callable[[], object], lock_ms: int) -> None:
    for left in reversed(range(TRIES)):
        try:
            with op.get_context().autocommit_block():
                op.execute(f"SET lock_timeout = {lock_ms}")
                change()
            return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") not in _LOCKED or not left:
                raise
        time.sleep(PAUSE_SECONDS)
