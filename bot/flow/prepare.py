"""Getting a ticket ready to be read: what the assistant may see, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.case import Case
from bot.domain.desk import Desk, RequestType
from bot.domain.draft import MAY_BE_ASKED, Draft, DraftState, Suggestion, Summary, Withheld
from bot.domain.gate import Stop, gate, shadowed
from bot.domain.message import Attachment
from bot.domain.needs import answers
from bot.domain.people import Customer
from bot.domain.record import LinkedRecord
from bot.domain.records import keys_given, keys_named, missing
from bot.domain.text import clean
from bot.domain.ticket import ENDED, State, Ticket
from bot.domain.triage import Guess
from bot.flow import approvers, beside, changes, outbox, rechecks, spikes, triage
from store import (
    conversations,
    drafts,
    findings,
    journal,
    judgements,
    overlay,
    people,
    records,
    shadows,
    ticket_lists,
    tickets,
)
from store.unit_of_work import UnitOfWork

#: A ticket that names more records than this has none looked up: nobody may list an order system by mail.
MOST_RECORDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A ticket that wants preparing: the text to classify, and the records that it names."""

    ticket_id: int
    text: str
    newest: str  # the customer's newest message, cleaned
    language: str
    customer: Customer
    last_message_id: int | None
    type: str | None
    type_known: bool  # from a person, a form or a rule: no guess could say better
    keys: tuple[tuple[str, str], ...]  # (record source, key) pairs named in text or form, to be looked up
    crowded: bool  # more are named than are looked up, so none is
    asked_by: str = ""  # who had them read again, as the journal names people; they are read fresh then
    checked: bool = False  # nothing but the records was asked for


def to_read(uow: UnitOfWork, ticket_id: int) -> ToRead | None:
    """What to look at first, or None when the ticket needs nothing: it is over, or the customer's turn."""
    return to_read_again(uow, ticket_id) if wanted(tickets.get(uow, ticket_id)) else None


def wanted(ticket: Ticket) -> bool:
    """Whether a ticket needs a suggestion: it is not over, and not the customer's turn."""
    return ticket.state not in ENDED | {State.RESOLVED, State.WAITING_CUSTOMER}


def to_read_again(uow: UnitOfWork, ticket_id: int) -> ToRead:
    """As `to_read`, whatever state the ticket is in: for the second look at a reply's records."""
    ticket = tickets.get(uow, ticket_id)
    said = [clean(line.body) for line in conversations.messages(uow, ticket_id) if line.author == "customer"]
    text = triage.text_of(uow, ticket_id)
    given = keys_given(findings.of(uow, ticket_id).attributes, uow.desk.file.records)
    asked = rechecks.wanted(uow, ticket_id)
    keys = tuple((one.name, key) for one in uow.desk.file.records for key in keys_named(text, given, one))
    return ToRead(
        ticket_id=ticket_id,
        text=text,
        newest=said[-1] if said else "",
        language=ticket.language,
        customer=people.customer(uow, ticket.customer_id),
        last_message_id=ticket.last_message_id,
        type=ticket.type,
        type_known=ticket.type is not None and ticket.type == triage.without_guess(uow, ticket_id),
        keys=keys if len(keys) <= MOST_RECORDS else (),
        crowded=len(keys) > MOST_RECORDS,
        asked_by=asked.actor if asked else "",
        checked=asked is not None and asked.action == rechecks.CHECKED,
    )


def triaged(uow: UnitOfWork, ticket_id: int, guess: Guess | None, language: str) -> Ticket:
    """The second run of triage, with the classifier's guess (None: it did not answer) and the language of the text.

    Journaled if it decided otherwise.
    """
    before = tickets.lock(uow, ticket_id)
    findings.keep(uow, ticket_id, language=language or before.language)
    ticket = triage.again(uow, ticket_id, guess)
    asked = findings.of(uow, ticket_id).guess
    if ticket.type is None and guess is not None and guess.type is not None and guess.type == asked:
        findings.keep(uow, ticket_id, type_confidence=guess.confidence)
    if ticket.sealed and not before.sealed:
        triage.show_sealed(uow, approvers.hold_back(uow, ticket, "system"))
    return tickets.get(uow, ticket_id)


def linked(uow: UnitOfWork, ticket_id: int, found: tuple[LinkedRecord, ...], asked_by: str = "") -> None:
    """Store the records that were looked up, each look-up on record: for a suggestion, or because a person asked."""
    tickets.lock(uow, ticket_id)
    for record in found:
        records.link(uow, ticket_id, record, "asked" if asked_by else "suggestion", asked_by or "system")


def case_of(
    uow: UnitOfWork, ticket_id: int, guess: Guess, *, as_if: Ticket | None = None
) -> tuple[Case, Suggestion | None]:
    """The case as the assistant may see it, and what the gate says: a reason for no suggestion, or None to go on.

    `as_if` is the ticket as it would be, where that is the question.
    """
    ticket = as_if or tickets.get(uow, ticket_id)
    found = records.linked(uow, ticket_id)
    kind = uow.desk.type(ticket.type)
    keys = own_keys(uow.desk, found)
    lines = conversations.messages(uow, ticket_id)
    attached = tuple(found for line in lines if line.author == "customer" for found in line.attachments)
    lacking = lacks(uow, kind, ticket_id, keys, attached)
    named = tuple(key for found_keys in keys.values() for key in found_keys)
    twin = ticket_lists.same_request(uow, ticket, named)
    case = Case(
        desk=uow.desk,
        ticket_id=ticket_id,
        subject=ticket.subject,
        messages=lines,
        language=ticket.language,
        team_language=uow.desk.queue(ticket.queue).language,
        customer=people.customer(uow, ticket.customer_id),
        type=kind,
        type_certain=ticket.type is not None,
        type_by_person=ticket.type_source == "person",
        guess=guess,
        level=ticket.level,
        classes=ticket.classes,
        records=found,
        duplicate_of=f"T-{twin}" if twin else "",
        given=triage.fields_of(uow, ticket_id),
        today=uow.today,
        wish="\n".join(judgements.wishes(uow, ticket_id, ticket.last_message_id, ticket.type)),
    )
    crowded = to_read_again(uow, ticket_id).crowded
    shadow = not crowded and shadowed(case, ticket.queue, ticket.source, lacking)
    stopped = _gated(case, lacking, ticket, crowded=crowded)
    kept = stopped.withheld if stopped and stopped.withheld and not shadow else ""
    return replace(case, shadow=shadow, stopped=kept), stopped


def lacks(
    uow: UnitOfWork,
    kind: RequestType | None,
    ticket_id: int,
    keys: Mapping[str, tuple[str, ...]],
    attached: tuple[Attachment, ...],
) -> tuple[str, ...]:
    """What the type needs and neither text, form, attachments nor the customer's own records give."""
    if kind is None or not kind.needs:
        return ()
    said = answers(uow.desk.file, kind, triage.text_of(uow, ticket_id), attached)
    return missing(kind, findings.of(uow, ticket_id).attributes, keys, attached, said)


def own_keys(desk: Desk, found: tuple[LinkedRecord, ...]) -> dict[str, tuple[str, ...]]:
    """The keys of the customer's own records, by record source; every source of the desk is in it."""
    keys: dict[str, tuple[str, ...]] = {source.name: () for source in desk.file.records}
    for record in found:
        if record.state == "own":
            keys[record.source] = (*keys.get(record.source, ()), record.key)
    return keys


def _gated(case: Case, lacking: tuple[str, ...], ticket: Ticket, *, crowded: bool) -> Suggestion | None:
    stop = gate(case, ticket.queue, ticket.source, lacking)
    if stop is None and crowded:
        stop = Stop(Withheld.CAUTION, {"classes": "complex"})
    if stop is None:
        return None
    return Suggestion(
        engine="rules", language=case.language, summary=Summary(), withheld=stop.reason, facts=dict(stop.facts)
    )


def store(
    uow: UnitOfWork,
    read: Ticket,
    seen: int | None,
    suggestion: Suggestion,
    latency_ms: int,
    *,
    classified: bool = True,
    shadow: Suggestion | None = None,
) -> bool:
    """Store what came of it and let the card show it. `read` is the ticket as it was triaged, `seen` its newest message
    when it was read. Not `classified` and of no known type, it has been read by nobody: its card shows no customer text
    until a person claims it. `shadow` is what the type's owner alone may see.

    False when the conversation, the type or the level has changed since, or when a model has seen something sensitive:
    nothing is stored, and the ticket is prepared again.
    """
    ticket = tickets.lock(uow, read.id)
    if (ticket.last_message_id, ticket.type, ticket.level) != (seen, read.type, read.level):
        outbox.prepare(uow, ticket.id)
        return False
    if triage.raised(uow, ticket, suggestion.raised):
        return False
    _keep_findings(uow, ticket, suggestion)
    spikes.note(uow, ticket)
    if classified or ticket.type is not None:
        findings.keep(uow, ticket.id, prepared=True)
    if wanted(ticket):
        _keep_draft(uow, ticket, suggestion, latency_ms)
        _keep_shadow(uow, ticket, shadow)
    outbox.card(uow, ticket)
    if ticket.assignee_id is not None:  # somebody took it meanwhile: its thread has no records yet
        outbox.thread(uow, ticket.id)
    beside.redraw(uow, ticket)
    return True


def _keep_findings(uow: UnitOfWork, ticket: Ticket, suggestion: Suggestion) -> None:
    findings.keep(
        uow,
        ticket.id,
        summary=drafts.summary_columns(suggestion.summary),
        missing=suggestion.facts.get("missing", "").split(", ") if _lacks_told(suggestion) else [],
        duplicate_of=suggestion.facts.get("duplicate_of", ""),
    )


def _keep_shadow(uow: UnitOfWork, ticket: Ticket, shadow: Suggestion | None) -> None:
    """It never becomes a draft, and nothing else reads its table."""
    if shadow is None or shadow.withheld or ticket.type is None or _still_true(uow, shadow).withheld:
        shadows.drop(uow, ticket.id)
    else:
        shadows.keep(uow, ticket.id, ticket.type, shadow)


def _still_true(uow: UnitOfWork, suggestion: Suggestion) -> Suggestion:
    """Withheld where a source has run out or was held back while it was made, whatever engine has made it."""
    overlay.fresh(uow)
    reason, facts = changes.of_sentences(uow, suggestion.sentences, suggestion.language)
    withheld = {"source_quarantined": Withheld.QUARANTINED, "source_expired": Withheld.STALE_SOURCE}.get(reason)
    return replace(suggestion, withheld=withheld, sentences=(), facts=facts) if withheld else suggestion


def _keep_draft(uow: UnitOfWork, ticket: Ticket, suggestion: Suggestion, latency_ms: int) -> None:
    if ticket.sealed and suggestion.withheld is None:
        suggestion = replace(suggestion, withheld=Withheld.SENSITIVE, sentences=(), facts={})
    suggestion = _still_true(uow, suggestion)
    standing = drafts.current(uow, ticket.id)
    if _lacks_told(suggestion) and _asked_for(ticket, standing):
        return
    open_now = standing is not None and standing.opened and standing.state is DraftState.PROPOSED
    if open_now and standing is not None and suggestion.withheld is None:
        # Somebody is reading it: it is not replaced under their eyes, only marked.
        if suggestion.body == standing.body:
            return
        draft_id, state = drafts.keep_newer(uow, ticket.id, suggestion, ticket.last_message_id, latency_ms)
    else:
        state = {None: DraftState.PROPOSED, Withheld.UNSURE_TYPE: DraftState.ASKED}.get(
            suggestion.withheld, DraftState.WITHHELD
        )
        draft_id = drafts.propose(uow, ticket.id, suggestion, state, ticket.last_message_id, latency_ms)
    journal.append(
        uow, ticket.id, "system", "draft.made", draft=draft_id, state=state.value, engine=suggestion.engine,
        reason=suggestion.withheld.value if suggestion.withheld else None,
    )  # fmt: skip


def _lacks_told(suggestion: Suggestion) -> bool:
    return suggestion.withheld in MAY_BE_ASKED and bool(suggestion.facts.get("missing"))


def _asked_for(ticket: Ticket, standing: Draft | None) -> bool:
    """Whether a question for what is missing stands already, made for what the customer wrote last."""
    if standing is None or standing.state is not DraftState.PROPOSED or not standing.asks:
        return False
    return standing.last_message_id == ticket.last_message_id
