"""What has changed since a suggestion was made, as far as the database and the desk file know."""

from bot.domain.changes import UNCHANGED, Change, in_records
from bot.domain.draft import Draft
from store import conversations, records
from store.unit_of_work import UnitOfWork


def since(uow: UnitOfWork, draft: Draft) -> Change:
    """The first source that has run out or changed, else the first record, since the suggestion was made."""
    found = in_sources(uow, draft)
    if found[0]:
        return found
    return in_records(draft.records, records.linked(uow, draft.ticket_id), all_read=False)


def in_sources(uow: UnitOfWork, draft: Draft) -> Change:
    """The first article that has run out or changed (also: was removed) since the suggestion was made."""
    today = uow.at.date()
    for sentence in draft.sentences:
        for evidence in sentence.evidence:
            if evidence.kind != "article":
                continue
            article = uow.desk.article(evidence.id)
            facts = {"title": evidence.title or evidence.id, "owner": evidence.owner}
            if article is None or article.version != evidence.version:
                return "source_changed", facts
            if article.expired(today):
                return "source_expired", facts
    return UNCHANGED


def in_conversation(uow: UnitOfWork, ticket_id: int) -> Change:
    """Whose the line is that the approver has not seen: a colleague's, given past Deskhand, or the customer's."""
    newest = next((line for line in reversed(conversations.messages(uow, ticket_id)) if line.public), None)
    if newest is not None and newest.author == "agent" and newest.reply_id is None:
        return "answered_outside", {"who": newest.author_name, "at": newest.at.isoformat()}
    return "new_message", {}
