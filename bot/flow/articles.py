"""An article as whoever works on a ticket reads it: all of it, as it stands now."""

from dataclasses import dataclass
from datetime import date

from bot.domain.article import Article
from bot.domain.errors import RefusalCode, Refused
from bot.domain.overlay import Ref
from bot.domain.roles import Action, require
from bot.flow.actors import actor
from store import journal, tickets
from store.unit_of_work import UnitOfWork

_OPENED = "article.opened"


@dataclass(frozen=True, slots=True)
class Opened:
    """`quoted`: the version that was quoted where it was opened from, which may be an older one."""

    article: Article
    quoted: int
    today: date


def opened(uow: UnitOfWork, ref: Ref, by: str) -> Opened:
    """An article for anybody who may look one up. Raises `Refused(NO_SUCH_SOURCE)`, or a role's refusal."""
    require(Action.ASK, actor(uow, by), None)
    return _found(uow, ref)


def opened_beside(uow: UnitOfWork, ref: Ref, ticket_id: int, by: str) -> Opened:
    """An article for whoever reads it for a ticket; on that ticket's record, as what answering it took.

    Once for each person and version: safe to call twice. Raises `Refused(NO_SUCH_SOURCE)`, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.OPEN_SEALED if ticket.sealed else Action.READ, who, ticket)
    found = _found(uow, ref)
    article = found.article
    if (who.journal_name, article.id, str(article.version)) not in _read(uow, ticket_id):
        journal.append(uow, ticket_id, who.journal_name, _OPENED, article=article.id, version=article.version)
    return found


def _found(uow: UnitOfWork, ref: Ref) -> Opened:
    article = uow.desk.article(ref.name)
    if ref.kind != "article" or article is None:
        raise Refused(RefusalCode.NO_SUCH_SOURCE)
    return Opened(article, ref.version, uow.today)


def _read(uow: UnitOfWork, ticket_id: int) -> set[tuple[str, str | None, str | None]]:
    entries = [one for one in journal.entries(uow, ticket_id) if one.action == _OPENED]
    return {(one.actor, one.detail.get("article"), one.detail.get("version")) for one in entries}
