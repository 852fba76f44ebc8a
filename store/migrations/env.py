"""How Alembic runs the revisions: on the connection of `store.migrate.upgrade`, or from its own command line.

To write a revision, start from a database at the newest schema:

    python -m alembic -x url=sqlite:///scratch.db revision --autogenerate --rev-id 0002 -m "what it is for"
"""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from store import migrate
from store.tables import Row, UtcDateTime


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column types as plain ones: a revision must not change when the code does."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


def run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        render_item=render,
        render_as_batch=sqlite,
        transactional_ddl=True,
        transaction_per_migration=not sqlite,
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if context.is_offline_mode():
    raise SystemExit("Revisions look at the database while they run, so they cannot be written out as SQL.")
if handed is not None:
    run(handed)
else:
    with migrate.locked(context.get_x_argument(as_dictionary=True)["url"]) as connection:
        run(connection)
