"""**Ask for it**: a suggestion that asks the customer for exactly what is missing, and goes the way of all others."""

from collections.abc import Sequence

from bot.domain import tone
from bot.domain.desk_needs import Need
from bot.domain.draft import MAY_BE_ASKED, QUESTIONS, Draft, DraftState, Evidence, Sentence, Suggestion, Summary
from bot.domain.errors import RefusalCode, Refused
from bot.domain.needs import needs_of
from bot.domain.roles import Action, require
from bot.domain.ticket import Ticket
from bot.flow import outbox, prepare, reply
from bot.flow.actors import actor
from bot.words import asked
from store import conversations, drafts, findings, journal, people, records, tickets
from store.unit_of_work import UnitOfWork


def ask_for_it(uow: UnitOfWork, ticket_id: int, draft_id: int | None, message_id: int | None, by: str) -> Ticket:
    """Propose the question for what the ticket lacks just now, in the customer's language where Deskhand or the team
    speaks it. `draft_id` and `message_id` are what the clicker saw; a second press finds the question there.

    Raises `Refused`: STALE_DRAFT, NEW_MESSAGE, ANSWERED_OUTSIDE, NOTHING_MISSING, TAKEN (somebody else's ticket),
    ALREADY_WAITING, WRONG_STATE or a role's refusal.
    """
    ticket = tickets.lock(uow, ticket_id)
    who = actor(uow, by)
    require(Action.ASK_FOR_IT, who, ticket)
    reply.check_holder(uow, ticket, who)
    reply.check_free(uow, ticket)
    reply.check_last_message(uow, ticket, message_id)
    standing = drafts.current(uow, ticket.id)
    if _stands(standing, ticket):
        return ticket
    if not prepare.wanted(ticket) or ticket.level != "none":
        raise Refused(RefusalCode.WRONG_STATE)
    if standing is None or standing.id != draft_id or standing.reason not in MAY_BE_ASKED:
        raise Refused(RefusalCode.STALE_DRAFT)
    needs = _lacking(uow, ticket)
    if not needs:
        outbox.prepare(uow, ticket.id, outbox.CLICK)
        raise Refused(RefusalCode.NOTHING_MISSING)
    suggestion = question(uow, ticket, needs)
    made = drafts.propose(uow, ticket.id, suggestion, DraftState.PROPOSED, ticket.last_message_id, 0)
    detail = {"draft": made, "needs": [need.name for need in needs]}
    journal.append(uow, ticket.id, who.journal_name, "draft.asked", **detail)
    outbox.card(uow, ticket, outbox.CLICK)
    return ticket


def _stands(standing: Draft | None, ticket: Ticket) -> bool:
    proposed = standing is not None and standing.state is DraftState.PROPOSED and standing.asks
    return proposed and standing is not None and standing.last_message_id == ticket.last_message_id


def _lacking(uow: UnitOfWork, ticket: Ticket) -> tuple[Need, ...]:
    """What the type needs and the ticket does not say, as it stands now."""
    kind = uow.desk.type(ticket.type)
    lines = conversations.messages(uow, ticket.id)
    attached = tuple(found for line in lines if line.author == "customer" for found in line.attachments)
    keys = prepare.own_keys(uow.desk, records.linked(uow, ticket.id))
    lacking = prepare.lacks(uow, kind, ticket.id, keys, attached)
    findings.keep(uow, ticket.id, missing=list(lacking))
    return tuple(need for need in needs_of(uow.desk.file, kind) if need.name in lacking)


def question(uow: UnitOfWork, ticket: Ticket, needs: Sequence[Need]) -> Suggestion:
    """The question for these, between the team's greeting and closing. English where nobody speaks the language."""
    file = uow.desk.file
    # The desk's own where the customer's is not spoken: whoever approves has to be able to read it.
    language = next((one for one in (ticket.language, file.language) if one in asked.LANGUAGES), "en")
    phrases, questions = [], []
    for need in needs:
        own = need.ask.get(language, "").strip()
        if own:
            questions.append(own)
        else:
            kind = "text" if need.title else need.kind  # what the team calls it says more than its kind
            phrases.append(asked.phrase(language, need.name, kind) or _named(need))
    body = [_sentence(line) for line in asked.lines(language, phrases, questions)]
    customer = people.customer(uow, ticket.customer_id)
    wording = tone.tone_for(file, customer, language)
    return Suggestion(
        engine=QUESTIONS,
        language=language,
        summary=Summary(),
        sentences=tone.framed(wording, tone.known(file, customer, language), tone.ended(body)),
    )


def _named(need: Need) -> str:
    title = need.title or need.name.replace("_", " ")
    shown = title[:1].lower() + title[1:] if title[1:2].islower() else title
    return f"{shown} ({', '.join(need.choices[:8])})" if need.choices else shown


def _sentence(line: str) -> Sentence:
    return Sentence(text=f"{line}\n", evidence=(Evidence(kind="template", id=tone.TONE, quote=line),))
