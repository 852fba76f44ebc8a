"""What success is: the definitions behind the figures, each in one place."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.spans import Span
from bot.domain.story import SENT, TAKEN, Contact, Entry, Story, Suggested
from bot.domain.ticket import State

#: So long after it a resolution may turn out to be none, and then it is known to be right.
JUDGED_AFTER: Final = timedelta(days=7)
#: An earlier request is looked for among those of so many days before.
LOOKED_BACK: Final = timedelta(days=30)
#: Approved faster than anybody can have read it.
QUICK: Final = timedelta(seconds=5)


class Verdict(StrEnum):
    """What became of a resolution within a week. The first that holds."""

    REOPENED = "reopened"
    REPORTED = "reported"  # somebody reported an error in an answer
    RATED_BAD = "rated_bad"
    REPEATED = "repeated"  # the customer came back about the same thing
    CORRECT = "correct"


class Rating(StrEnum):
    GOOD = "good"
    NEITHER = "neither"
    BAD = "bad"


def rating(score: float) -> Rating:
    """What a customer's score from 1 to 5 says: 4 and 5 are good, 1 and 2 (and less) bad."""
    return Rating.GOOD if score >= 4 else Rating.BAD if score <= 2 else Rating.NEITHER


def verdict(story: Story, resolved: Span, now: datetime) -> Verdict | None:
    """Whether a request was correctly resolved: for a week after it was, it was not reopened, nobody reported an error
    in an answer to it, the customer did not rate it bad, and did not come back about the same thing.

    None where the week is not over at `now`, and where it has ended as no request or as part of another: then it was
    not resolved but something else.
    """
    until = resolved.start + JUDGED_AFTER
    if until > now or story.state in (State.MERGED, State.NOT_A_REQUEST):
        return None
    later = [entry for entry in story.entries if resolved.start <= entry.at < until]
    if any(resolved.start < at < until for at in story.reopenings()):
        return Verdict.REOPENED
    if any(entry.action == "report.made" for entry in later):
        return Verdict.REPORTED
    if any(rating(entry.detail["score"]) is Rating.BAD for entry in later if _is_rated(entry)):
        return Verdict.RATED_BAD
    later_ones = (other.created_at for other in story.others if other.is_request)
    if any(resolved.start < came < until for came in later_ones):
        return Verdict.REPEATED
    return Verdict.CORRECT


def _is_rated(entry: Entry) -> bool:
    return entry.action == "ticket.rated" and entry.detail.get("score") is not None


def same_thing(one: Contact, other: Contact) -> bool:
    """Whether two requests of one customer are about the same thing: one continues the other or was merged into it;
    they name the same record; or they are of the same known type, and not each about a record of its own."""
    linked = {one.continues, one.merged_into} & {other.ticket_id} or {other.continues, other.merged_into} & {
        one.ticket_id
    }
    if linked or one.records & other.records:
        return True
    return one.type is not None and one.type == other.type and not (one.records and other.records)


def repeats(new: Contact, earlier: Contact) -> bool:
    """Whether a request is a repeat of an earlier one of the same customer about the same thing: that one came in the
    30 days before and, when the new one came, was unresolved or had been resolved for a week at most."""
    came = new.created_at
    if not (came - LOOKED_BACK <= earlier.created_at < came) or not same_thing(new, earlier):
        return False
    if not (new.is_request and earlier.is_request):
        return False
    before = [span for span in earlier.spans if span.start <= came]
    if not before:
        return False
    resolved = next((span for span in reversed(before) if span.state is State.RESOLVED), None)
    standing = before[-1].end is None or before[-1].end > came
    if standing and before[-1].state is not State.RESOLVED:
        return True
    return resolved is not None and came - resolved.start <= JUDGED_AFTER


def as_suggested(story: Story) -> Iterator[tuple[Entry, Entry, Suggested]]:
    """(sent, approved, suggestion) of each answer that left as it was suggested: once, however often it was taken back
    and approved again."""
    drafts = {one.id: one for one in story.suggested if one.as_it_stood}
    approved = {
        entry.detail.get("reply"): entry
        for entry in story.entries
        if entry.action == "reply.approved" and entry.detail.get("role") == "sender"
    }
    for entry in story.entries:
        reply = entry.detail.get("reply") if entry.action in SENT else None
        draft = drafts.get(story.replied_with.get(reply) or 0) if isinstance(reply, int) else None
        if draft is not None and reply in approved:
            yield entry, approved[reply], draft


def quick(story: Story, approved: Entry, draft_id: int) -> bool:
    """Whether a suggestion was approved in under five seconds: since it stood and, where this person had taken or
    opened the ticket before approving, since they first did so with it standing."""
    made = next((one.made_at for one in story.suggested if one.id == draft_id), approved.at)
    mine = (entry.at for entry in story.entries if _seen_by(entry, approved.actor) and made <= entry.at < approved.at)
    return approved.at - min(mine, default=made) < QUICK


def _seen_by(entry: Entry, person: str) -> bool:
    return entry.actor == person and (entry.action in TAKEN or entry.action in ("ticket.opened", "draft.opened"))


def taken_until_sent(entries: Iterable[Entry]) -> list[tuple[str, datetime, datetime]]:
    """(who, taken, sent) of each first answer of a person after they took a ticket or were given it."""
    taken: dict[str, datetime] = {}
    found = []
    for entry in entries:
        if entry.action in TAKEN and entry.detail.get("person") is not None:
            taken = {f"person:{entry.detail['person']}": entry.at}
        elif entry.action in SENT and entry.actor in taken:
            found.append((entry.actor, taken.pop(entry.actor), entry.at))
    return found
