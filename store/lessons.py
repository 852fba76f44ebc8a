"""What the assistant may learn from, as rows: decisions of people, replies that cite articles, learned questions."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from bot.domain.draft import QUESTIONS
from bot.domain.lessons import MOST_QUESTIONS, Answer, Tally
from bot.domain.outcome import Band, band
from bot.domain.retention import Faded
from store import people
from store.tables import DraftRow, JournalRow, LearnedQuestionRow, MessageRow, TicketRow
from store.unit_of_work import UnitOfWork

_SENT: Final = ("sent", "edited")
_MARKED: Final = "ticket.marked_sensitive"
_UNMARKED: Final = "ticket.unmarked_sensitive"
_WITH_TEXT = col(TicketRow.faded).bitwise_and(int(Faded.MESSAGES)) == 0
_FIRST = (
    select(func.min(col(MessageRow.id))).where(col(MessageRow.author) == "customer").group_by(col(MessageRow.ticket_id))
)
_line = aliased(MessageRow)
#: What the customer had written last when a suggestion was made.
_ANSWERED = (
    select(func.max(col(_line.id)))
    .where(
        col(_line.ticket_id) == col(DraftRow.ticket_id),
        col(_line.author) == "customer",
        col(_line.id) <= col(DraftRow.last_message_id),
    )
    .correlate(DraftRow)
    .scalar_subquery()
)
#: Tickets with their customer's first message, of those that still have it.
_TEXTS = (
    select(col(TicketRow.id), col(MessageRow.body), col(TicketRow.language), col(TicketRow.marked))
    .join(MessageRow, col(MessageRow.ticket_id) == col(TicketRow.id))
    .where(col(MessageRow.id).in_(_FIRST), col(MessageRow.body) != "")
)


def tally(uow: UnitOfWork) -> Tally:
    """How much there is to learn from."""
    mine = col(TicketRow.desk_id) == uow.desk_id
    typed = select(func.count()).where(mine, col(TicketRow.type_source) == "person", _WITH_TEXT)
    judged = select(func.count()).where(
        col(JournalRow.desk_id) == uow.desk_id, col(JournalRow.action).in_((_MARKED, _UNMARKED))
    )
    answers = (
        select(func.count())
        .select_from(DraftRow)
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(mine, col(DraftRow.state).in_(_SENT), _WITH_TEXT)
    )
    questions = select(func.count()).where(
        col(LearnedQuestionRow.desk_id) == uow.desk_id, col(LearnedQuestionRow.text) != ""
    )
    return Tally(
        decisions=_number(uow, typed) + _number(uow, judged),
        answers=_number(uow, answers),
        questions=_number(uow, questions),
    )


def answered(uow: UnitOfWork, limit: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """(first text, language, articles cited) of the newest tickets whose reply began as a suggestion that cites any."""
    cited: dict[int, tuple[str, ...]] = {}
    for ticket_id, sentences in uow.execute(
        select(col(DraftRow.ticket_id), col(DraftRow.sentences))
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .where(col(TicketRow.desk_id) == uow.desk_id, col(TicketRow.level) == "none", col(DraftRow.state).in_(_SENT))
        .order_by(col(DraftRow.id).desc())
        .limit(limit)
    ):
        if articles := _articles(sentences):
            cited.setdefault(ticket_id, articles)
    return [(row[1], row[2], cited[row[0]]) for row in _texts(uow, list(cited))]


def questions(uow: UnitOfWork) -> list[tuple[str, str, str]]:
    """(article, language, question), the oldest first; without those of tickets that have become sensitive."""
    rows = uow.execute(
        select(col(LearnedQuestionRow.article_id), col(LearnedQuestionRow.language), col(LearnedQuestionRow.text))
        .join(TicketRow, col(TicketRow.id) == col(LearnedQuestionRow.ticket_id))
        .where(
            col(LearnedQuestionRow.desk_id) == uow.desk_id,
            col(LearnedQuestionRow.text) != "",
            col(TicketRow.level) != "sensitive",
        )
        .order_by(col(LearnedQuestionRow.id))
    )
    return [(row[0], row[1], row[2]) for row in rows]


def unlearned(uow: UnitOfWork, limit: int) -> list[Answer]:
    """Replies sent as suggested, or lightly edited, whose question has not been looked at for the article they cite."""
    looked_at = exists().where(col(LearnedQuestionRow.ticket_id) == col(TicketRow.id))
    rows = uow.execute(
        select(
            col(TicketRow.id), col(TicketRow.customer_id), col(TicketRow.language), col(DraftRow.sentences),
            col(DraftRow.change), col(MessageRow.body),
        )
        .join(TicketRow, col(TicketRow.id) == col(DraftRow.ticket_id))
        .join(MessageRow, col(MessageRow.id) == _ANSWERED)
        .where(
            col(TicketRow.desk_id) == uow.desk_id, col(TicketRow.level) == "none", col(DraftRow.state).in_(_SENT),
            col(DraftRow.change).is_not(None), col(DraftRow.engine) != QUESTIONS, col(MessageRow.body) != "",
            ~looked_at,
        )
        .order_by(col(DraftRow.id))
        .limit(limit)
    ).all()  # fmt: skip
    found: dict[tuple[int, str], Answer] = {}
    for ticket_id, customer_id, language, sentences, change, body in rows:
        customer = people.customer(uow, customer_id)
        names = (customer.name, customer.email, customer.external_id)
        light = band(change) in (Band.AS_IS, Band.LIGHT)
        for article in (_articles(sentences) if light else ()) or ("",):
            found[ticket_id, article] = Answer(
                ticket_id=ticket_id, article_id=article, language=language, text=body,
                names=tuple(name for name in names if name),
            )  # fmt: skip
    return list(found.values())


def learn(uow: UnitOfWork, ticket_id: int, article_id: str, language: str, question: str) -> None:
    """Keep a question of an article's, and only its newest twenty; "" notes that there was nothing to learn."""
    uow.session.add(
        LearnedQuestionRow(
            desk_id=uow.desk_id, article_id=article_id, language=language, text=question, ticket_id=ticket_id,
            created_at=uow.at,
        )
    )  # fmt: skip
    uow.session.flush()
    mine = (
        select(col(LearnedQuestionRow.id))
        .where(
            col(LearnedQuestionRow.desk_id) == uow.desk_id, col(LearnedQuestionRow.article_id) == article_id,
            col(LearnedQuestionRow.language) == language, col(LearnedQuestionRow.text) != "",
        )
        .order_by(col(LearnedQuestionRow.id).desc())
    )  # fmt: skip
    old = list(uow.execute(mine).scalars())[MOST_QUESTIONS:]
    uow.execute(update(LearnedQuestionRow).where(col(LearnedQuestionRow.id).in_(old)).values(text=""))


def forget(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Tickets whose text goes leave nothing learned behind."""
    uow.execute(delete(LearnedQuestionRow).where(col(LearnedQuestionRow.ticket_id).in_(ticket_ids)))


def _texts(uow: UnitOfWork, ticket_ids: Sequence[int]) -> Iterable[Any]:
    """In parts, since a statement takes only so many parameters."""
    for start in range(0, len(ticket_ids), 500):
        yield from uow.execute(_TEXTS.where(col(TicketRow.id).in_(ticket_ids[start : start + 500])))


def _articles(sentences: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    cited = (one for sentence in sentences for one in sentence.get("evidence", ()))
    return tuple(dict.fromkeys(one["id"] for one in cited if one["kind"] == "article"))


def _number(uow: UnitOfWork, counted: Any) -> int:
    return int(uow.execute(counted).scalar_one())
