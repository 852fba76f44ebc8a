"""What has changed since a suggestion was made, as far as the database and the desk file know."""

from datetime import date

from bot.domain.changes import UNCHANGED, Change, in_records
from bot.domain.draft import Draft, Evidence, Sentence
from bot.domain.grounding.texts import stands_in
from bot.domain.overlay import Entry, find
from store import conversations, records
from store.unit_of_work import UnitOfWork


def since(uow: UnitOfWork, draft: Draft) -> Change:
    """The first source that has run out or changed, else the first record, since the suggestion was made."""
    found = in_sources(uow, draft)
    if found[0]:
        return found
    return in_records(draft.records, records.linked(uow, draft.ticket_id), all_read=False)


def in_sources(uow: UnitOfWork, draft: Draft) -> Change:
    """The first article or template that has run out, is held back or has changed (an article also: was removed) since
    the suggestion was made."""
    made_with = find(uow.desk, "prompt", draft.prompt_id, "") if draft.prompt_id else None
    if made_with is not None and made_with.quarantine:
        facts = {"title": made_with.title, "owner": made_with.owner, "why": made_with.quarantine}
        return "source_quarantined", facts
    return of_sentences(uow, draft.sentences, draft.language)


def of_sentences(uow: UnitOfWork, sentences: tuple[Sentence, ...], language: str) -> Change:
    """`in_sources` for a suggestion that has not been stored yet."""
    for one in (one for sentence in sentences for one in sentence.evidence):
        if one.kind == "article":
            found: Entry | None = uow.desk.article(one.id)
        elif one.kind == "template":
            found = find(uow.desk, "template", one.id, language)
        else:
            continue
        if (changed := _against(one, found, uow.today))[0]:
            return changed
    return UNCHANGED


def _against(cited: Evidence, found: Entry | None, today: date) -> Change:
    facts = {"title": cited.title or cited.id, "owner": cited.owner}
    if found is None:  # greeting and closing are cited like a template, and are none
        return UNCHANGED if cited.kind == "template" else ("source_changed", facts)
    if found.version != cited.version or (cited.quote and not stands_in(cited.quote, found.body)):
        return "source_changed", facts  # also where somebody has changed it and not its version
    facts["entry"] = f"{cited.kind}:{found.id}:{found.language}"
    if found.quarantine:
        return "source_quarantined", {**facts, "why": found.quarantine}
    return ("source_expired", facts) if found.expired(today) else UNCHANGED


def in_conversation(uow: UnitOfWork, ticket_id: int) -> Change:
    """Whose the line is that the approver has not seen: a colleague's, given past Deskhand, or the customer's."""
    newest = next((line for line in reversed(conversations.messages(uow, ticket_id)) if line.public), None)
    if newest is not None and newest.author == "agent" and newest.reply_id is None:
        return "answered_outside", {"who": newest.author_name, "at": newest.at.isoformat()}
    return "new_message", {}
