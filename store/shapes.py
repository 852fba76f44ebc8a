"""Columns and constraints as the revisions write them. Each makes the same for good: a revision that was released, and
is made of them, may not change."""

import sqlalchemy as sa
from alembic import op


def moment(name: str, *, optional: bool = False) -> "sa.Column[object]":
    """An aware UTC time."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def day(name: str) -> "sa.Column[object]":
    """A date without a time."""
    return sa.Column(name, sa.Date(), nullable=False)


def number(name: str, *, optional: bool = False) -> "sa.Column[object]":
    """A whole number, or the id of another row."""
    return sa.Column(name, sa.Integer(), nullable=optional)


def word(name: str) -> "sa.Column[object]":
    """Text of any length."""
    return sa.Column(name, sa.String(), nullable=False)


def truth(name: str) -> "sa.Column[object]":
    """True or false."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def kept(name: str) -> "sa.Column[object]":
    """A value as JSON."""
    return sa.Column(name, sa.JSON(), nullable=False)


def key(table: str) -> sa.PrimaryKeyConstraint:
    """The primary key, `id`."""
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def parent(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    """`column` names a row of the table `of`."""
    return sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"))


def only(table: str, column: str, *allowed: str) -> sa.CheckConstraint:
    """`column` holds one of these words."""
    listed = ",".join(f"'{one}'" for one in allowed)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))
