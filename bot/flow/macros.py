"""Macros: which are offered beside a reply, and what one says on a ticket."""

from bot.domain import macro, tone
from bot.domain.article import Macro
from bot.domain.errors import RefusalCode, Refused
from bot.domain.macro import Choice
from bot.domain.people import Actor, Customer
from bot.domain.roles import Action, require
from bot.domain.ticket import Event, Ticket, next_state
from bot.flow.actors import actor
from store import inbox, journal, overlay, people, records, tickets
from store.unit_of_work import UnitOfWork


def offered(uow: UnitOfWork, ticket: Ticket) -> tuple[Choice, ...]:
    """The macros for this ticket, in the customer's language; where none of these may be used, in the desk's. Those
    that wait for their owner's check stand last and say so."""
    return tuple(macro.choice(one, uow.today) for one in _fit(uow, ticket))


def _fit(uow: UnitOfWork, ticket: Ticket) -> tuple[Macro, ...]:
    today = uow.today
    by_language = [
        macro.offered(uow.desk.macros, ticket.type, language, today)
        for language in dict.fromkeys((ticket.language, uow.desk.file.language))
    ]
    usable = (found for found in by_language if any(not one.expired(today) for one in found))
    return next(usable, next(filter(None, by_language), ()))


def use(uow: UnitOfWork, ticket_id: int, macro_id: str, by: str, press: str) -> str:
    """The text of a macro on a ticket, filled in as far as the ticket's own records and the desk say; on record, once
    for each `press`.

    Nothing is sent by that. Raises `Refused`: NO_SUCH_MACRO for one that is not offered any more, SOURCE_EXPIRED or
    SOURCE_QUARANTINED for one that its owner has to check first, WRONG_STATE where no reply fits any more, or a role's
    refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    overlay.fresh(uow)
    who = actor(uow, by)
    require(Action.WRITE_REPLY, who, ticket)
    next_state(ticket.state, Event.WORKED_ON)
    chosen = next((one for one in _fit(uow, ticket) if one.id == macro_id), None)
    if chosen is None:
        raise Refused(RefusalCode.NO_SUCH_MACRO)
    told = {"title": chosen.title, "owner": chosen.owner}
    if chosen.quarantine:
        raise Refused(RefusalCode.SOURCE_QUARANTINED, why=chosen.quarantine, **told)
    if chosen.expired(uow.today):
        raise Refused(RefusalCode.SOURCE_EXPIRED, **told)
    if inbox.submit(uow, f"macro:{press}"):
        named = {"macro": chosen.id, "language": chosen.language, "version": chosen.version}
        journal.append(uow, ticket.id, who.journal_name, "macro.used", **named)
    return macro.fill(chosen.body, _values(uow, ticket, who, chosen.language))


def _values(uow: UnitOfWork, ticket: Ticket, who: Actor, language: str) -> dict[str, str]:
    """What may be told: fields of the customer's own records that the type may read, and names."""
    file, customer = uow.desk.file, people.customer(uow, ticket.customer_id)
    values = {
        "name": _greeted(uow, customer, language), "agent": who.person.first_name, "shop": file.name,
        "ticket": ticket.number,
    }  # fmt: skip
    kind = uow.desk.type(ticket.type)
    allowed = kind.records if kind else {}
    for found in records.linked(uow, ticket.id):
        source = next((one for one in file.records if one.name == found.source), None)
        if found.state != "own" or source is None:
            continue
        values.setdefault("order", found.key)
        values.setdefault(f"{found.source}.{source.key}", found.key)
        for name in allowed.get(found.source, ()):
            values.setdefault(f"{found.source}.{name}", " ".join(found.fields.get(name, "").split()))
    return {**_framed(uow, customer, language, values), **values}


def _framed(uow: UnitOfWork, customer: Customer, language: str, values: dict[str, str]) -> dict[str, str]:
    try:
        used = tone.tone_for(uow.desk.file, customer, language)
    except KeyError:  # neither the team nor Deskhand greets in this language
        return {}
    greeting = used.greeting if values["name"] else used.greeting_without_name
    return {"greeting": macro.fill(greeting, values), "closing": macro.fill(used.closing, values)}


def _greeted(uow: UnitOfWork, customer: Customer, language: str) -> str:
    """The name to greet by, where it is reliable."""
    try:
        return tone.known(uow.desk.file, customer, language)["name"]
    except KeyError:
        return ""
