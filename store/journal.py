"""The append-only record of what happened and who decided."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select

from store.tables import JournalRow
from store.unit_of_work import Happened, UnitOfWork

_LAST = (
    select(JournalRow.seq, JournalRow.hash)
    .where(col(JournalRow.ticket_id) == bindparam("ticket_id"))
    .order_by(col(JournalRow.seq).desc())
    .limit(1)
)


def keys(secrets: Iterable[bytes]) -> dict[str, bytes]:
    """Secrets by the ids that entries name them by, in the same order: the first one signs, all of them verify."""
    return {hashlib.sha256(secret).hexdigest()[:8]: secret for secret in secrets}


@dataclass(frozen=True, slots=True)
class Entry:
    at: datetime
    actor: str
    action: str
    detail: dict[str, str]


def append(uow: UnitOfWork, ticket_id: int, actor: str, action: str, **detail: Any) -> None:
    """Add an entry to a ticket's chain, and let whoever follows it be told. The caller holds the ticket's lock.

    `detail` holds ids, decisions and counts, never a customer's or an agent's text.
    """
    last = uow.run(_LAST, ticket_id=ticket_id).first()
    seq, previous = (last[0] + 1, last[1]) if last else (1, "")
    key_id, key = next(iter(uow.keys.items()))
    entry = {
        "ticket": ticket_id,
        "seq": seq,
        "at": uow.at.isoformat(),
        "actor": actor,
        "action": action,
        "detail": detail,
        "desk_version": uow.desk_version,
    }
    uow.append(
        JournalRow,
        desk_id=uow.desk_id,
        ticket_id=ticket_id,
        seq=seq,
        at=uow.at,
        actor=actor,
        action=action,
        detail=detail,
        desk_version_id=uow.desk_version,
        previous=previous,
        key_id=key_id,
        hash=_chain(key, previous, entry),
    )
    uow.happened.append(Happened(ticket_id, seq, actor, action, detail))


def intact(uow: UnitOfWork, ticket_id: int) -> bool:
    """Whether a ticket's chain still verifies, each entry under the key that it names. A key that is no longer at hand
    verifies nothing."""
    previous = ""
    rows = uow.session.exec(select(JournalRow).where(JournalRow.ticket_id == ticket_id).order_by(col(JournalRow.seq)))
    for seq, row in enumerate(rows, start=1):
        entry = {
            "ticket": ticket_id,
            "seq": seq,
            "at": row.at.isoformat(),
            "actor": row.actor,
            "action": row.action,
            "detail": row.detail,
            "desk_version": row.desk_version_id,
        }
        key = uow.keys.get(row.key_id)
        if key is None or row.seq != seq or row.previous != previous or row.hash != _chain(key, previous, entry):
            return False
        previous = row.hash
    return True


def _chain(key: bytes, previous: str, entry: dict[str, Any]) -> str:
    message = previous + json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def entries(uow: UnitOfWork, ticket_id: int) -> list[Entry]:
    """A ticket's journal, oldest first; details as text, without what was empty."""
    rows = uow.session.exec(select(JournalRow).where(JournalRow.ticket_id == ticket_id).order_by(col(JournalRow.seq)))
    return [
        Entry(
            row.at,
            row.actor,
            row.action,
            {name: _text(given) for name, given in row.detail.items() if given not in ("", None, [])},
        )
        for row in rows
    ]


def newest(uow: UnitOfWork, ticket_id: int, actions: Iterable[str]) -> Entry | None:
    """The last entry of a ticket that is one of these, or None."""
    of_these = (JournalRow.ticket_id == ticket_id, col(JournalRow.action).in_(list(actions)))
    row = uow.session.exec(select(JournalRow).where(*of_these).order_by(col(JournalRow.seq).desc()).limit(1)).first()
    return None if row is None else Entry(row.at, row.actor, row.action, {})


def _text(given: Any) -> str:
    return ", ".join(map(str, given)) if isinstance(given, list) else str(given)
