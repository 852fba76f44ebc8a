"""Transactions on PostgreSQL that a test carries on by hand."""

import contextlib
import threading
from collections.abc import Callable, Iterator

from sqlalchemy import Engine, text
from sqlmodel import Session

from store import desks
from store.engine import writer
from store.unit_of_work import UnitOfWork
from tests.flow.desk import DESK
from tests.store.work import MONDAY


class Connection:
    """A transaction that a test carries on by hand."""

    def __init__(self, engine: Engine, session: Session) -> None:
        self.engine = engine
        self.session = session
        self.uow = UnitOfWork(
            session=session,
            now=MONDAY,
            at=MONDAY,
            written=DESK,
            desk=DESK,
            desk_id=1,
            desk_version=1,
            keys={"key": b"a key for tests"},
        )

    def commit(self) -> None:
        self.session.commit()

    def meanwhile(self, work: Callable[[], object]) -> threading.Thread:
        """Begin `work` and return once it has ended or waits for the other connection's lock."""
        pid = self.session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
        thread = threading.Thread(target=work)
        thread.start()
        with self.engine.connect() as watch:
            waits = text("SELECT count(*) FROM pg_locks WHERE pid = :pid AND NOT granted")
            while thread.is_alive() and not watch.execute(waits, {"pid": pid}).scalar():
                watch.rollback()
        return thread


@contextlib.contextmanager
def two_to(url: str) -> Iterator[tuple[Connection, Connection]]:
    """Two connections to a database whose desk is registered."""
    engine = writer(url)
    with Session(engine) as first, Session(engine) as second:
        one, other = Connection(engine, first), Connection(engine, second)
        desks.register(one.uow)
        one.commit()
        yield one, other
    engine.dispose()
