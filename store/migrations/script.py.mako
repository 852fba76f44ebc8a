"""${message}.

SQLite rebuilds a table inside `op.batch_alter_table(…)`. CHECKs are not carried over: name them again in `table_args`;
a table with AUTOINCREMENT needs `table_kwargs={"sqlite_autoincrement": True}`.
"""

import sqlalchemy as sa
from alembic import op

from store.migrate import OneWay
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise OneWay
