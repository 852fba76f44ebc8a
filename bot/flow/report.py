"""**Report a wrong answer…**: whoever answers for it is told, looks, and settles it."""

from bot.domain.draft import DraftState
from bot.domain.errors import RefusalCode, Refused
from bot.domain.reply import ReplyState
from bot.domain.report import ABOUT_DATA, Wrong, may_settle
from bot.domain.roles import Action, require, roles_of
from bot.domain.ticket import Ticket
from bot.flow import note, outbox, sending
from bot.flow.actors import actor
from store import drafts, inbox, journal, people, replies, reports, tickets
from store.unit_of_work import UnitOfWork


def report(
    uow: UnitOfWork,
    ticket_id: int,
    wrong: str,
    said: str,
    by: str,
    view_id: str,
    *,
    draft_id: int | None = None,
    reply_id: int | None = None,
) -> Ticket | None:
    """Somebody says what is wrong about a suggestion or a reply; `said` is a note for the team.

    The type's owner is told. What is about data (privacy, another customer) also goes to whoever answers for data, who
    may open this ticket until it is settled, a suggestion that still stands is taken off the card, and a reply that has
    not left yet is stopped. A second submit of the same modal returns None. Raises `Refused`: UNKNOWN_WORD, STALE_DRAFT
    for an answer of another ticket or for none, or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    if not inbox.submit(uow, view_id):
        return None
    who = actor(uow, by)
    require(Action.REPORT, who, ticket)
    if wrong not in set(Wrong):
        raise Refused(RefusalCode.UNKNOWN_WORD, word=wrong)
    kind = Wrong(wrong)
    draft = drafts.get(uow, draft_id) if draft_id is not None else None
    reply = replies.get(uow, reply_id) if reply_id is not None else None
    about = [found.ticket_id for found in (draft, reply) if found is not None]
    if set(about) != {ticket.id} or len(about) != sum(given is not None for given in (draft_id, reply_id)):
        raise Refused(RefusalCode.STALE_DRAFT)
    report_id = reports.add(uow, ticket.id, kind, who.person.id, draft_id=draft_id, reply_id=reply_id)
    named = {"report": report_id, "wrong": kind.value, "draft": draft_id, "reply": reply_id}
    ticket = tickets.change(uow, ticket.id, who.journal_name, "report.made", {}, **named)
    note.add(uow, ticket, who, said, view_id)
    if kind in ABOUT_DATA and draft is not None and draft.state is DraftState.PROPOSED and reply is None:
        drafts.decide(uow, draft.id, DraftState.REJECTED, who.person.id, kind.value)
        journal.append(uow, ticket.id, who.journal_name, "draft.rejected", draft=draft.id, reason=kind.value)
    if kind in ABOUT_DATA and reply is not None and reply.state in (ReplyState.AWAITING_KEYS, ReplyState.UNDO):
        sending.stop(uow, ticket, reply, kind.value, {"who": who.person.name})
    _tell(uow, ticket, kind, who.person.slack_id, "" if ticket.sealed else said.strip())
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def _tell(uow: UnitOfWork, ticket: Ticket, kind: Wrong, by: str, said: str) -> None:
    """Whoever answers for it is told once, under each of the names that the desk file has for them."""
    reporter = people.staff(uow, by)
    wanted = [uow.desk.owner_of(ticket.type), *([uow.desk.file.owners.data] if kind in ABOUT_DATA else [])]
    by_id = {people.slack_id_of(uow, place) or place: place for place in wanted}
    for slack_id, place in by_id.items():
        if slack_id != by:
            name = reporter.name if reporter else ""
            outbox.notice(uow, "reported", place, ticket.id, who=name, wrong=kind.value, note=said)


def settle(uow: UnitOfWork, ticket_id: int, by: str) -> tuple[Wrong, ...]:
    """**Settled**: the reports on a ticket that the clicker answers for are dealt with; whoever made them is told.

    Returns what they were about; pressed twice it is nothing. Raises a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    standing = reports.unsettled(uow, ticket.id)
    if not standing:
        return ()
    require(Action.SETTLE_REPORT, who, ticket)
    roles = roles_of(who, ticket, None)
    settled = [one for one in standing if may_settle(one.wrong, roles) and reports.settle(uow, one.id, who.person.id)]
    if not settled:
        raise Refused(RefusalCode.NOT_YOUR_ROLE, who_may="data")
    for one in settled:
        named = {"report": one.id, "wrong": one.wrong.value}
        ticket = tickets.change(uow, ticket.id, who.journal_name, "report.settled", {}, **named)
        made_by = people.by_id(uow, one.person_id)
        if made_by is not None and made_by.id != who.person.id:
            outbox.notice(uow, "report_settled", made_by.slack_id, ticket.id, who=who.person.name)
    outbox.card(uow, ticket, outbox.CLICK)
    return tuple(one.wrong for one in settled)
