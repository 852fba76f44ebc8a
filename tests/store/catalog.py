"""What the databases themselves say about a schema, down to CHECKs and the WHERE of indexes."""

from sqlalchemy import Connection, text

POSTGRES = (
    """SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT table_name || '.' || column_name,
              concat_ws(' ', data_type, is_nullable, column_default, identity_generation, identity_start)
       FROM information_schema.columns WHERE table_schema = 'public'""",
)
SQLITE = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"


def schema(connection: Connection) -> dict[str, set[str]]:
    """Every column, constraint and index, by name; Alembic's own table is left out."""
    if connection.dialect.name == "sqlite":
        found = {name: parts(sql) for name, sql in connection.execute(text(SQLITE))}
    else:
        found = {name: {sql} for query in POSTGRES for name, sql in connection.execute(text(query))}
    return {name: sql for name, sql in found.items() if "alembic_version" not in name}


def parts(sql: str) -> set[str]:
    """The columns and constraints of a CREATE statement in no order, as ALTER TABLE puts new columns on one line."""
    found, depth = [""], 0
    for char in sql.replace("\n", " "):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if (char == "," and depth == 1) or (char == "(" and depth == 1) or (char == ")" and depth == 0):
            found.append("")
        else:
            found[-1] += char
    return {" ".join(part.split()) for part in found if part.strip()}
