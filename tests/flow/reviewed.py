"""Conversations that were answered, and what reviewers are given of them."""

from datetime import date
from typing import Any

from sqlmodel import col, select

from bot.domain.desk import Desk, Reviews
from bot.domain.review import Candidate, Drawn, Why
from store import people, reviews
from store.store import Store
from store.tables import ReviewSampleRow, ReviewScoreRow
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.desk import ANA, LENA, arrives

RUBRIC = desk.FILE.reviews.criteria
#: The desk with its reviews on; nobody leads billing, so that Nadia is named.
ON: Desk = desk.DESK.model_copy(
    update={
        "file": desk.FILE.model_copy(
            update={"reviews": Reviews(enabled=True, sample=3, reviewers=("@lena", "@nadia"), criteria=RUBRIC)}
        )
    }
)
WEEK = date(2026, 11, 16)


def person(uow: UnitOfWork, who: str) -> int:
    found = people.find(uow, "slack", who)
    assert found is not None
    return found


async def to_review(
    store: Store, number: int = 88, *, by: str = ANA, reviewer: str = LENA, week: date = WEEK, **changes: Any
) -> int:
    """A conversation that `by` has answered waits for a review; the sample's id."""
    ticket_id = await arrives(store, number, **changes)

    def drawn(uow: UnitOfWork) -> int:
        one = Candidate(
            ticket_id=ticket_id, queue="orders", answered_by=(person(uow, by),), may=frozenset({person(uow, reviewer)}),
            why=(Why.REOPENED,),
        )  # fmt: skip
        assert reviews.add(uow, week, Drawn(one, person(uow, reviewer)))
        return samples(uow)[-1].id or 0

    return await store.write(drawn)


async def scored(store: Store, people_and_scores: list[tuple[str, int, int]], *, first: int = 500) -> None:
    """Reviews of these people's answers by Lena: tone and right."""
    for number, (by, tone, right) in enumerate(people_and_scores):
        sample_id = await to_review(store, first + number, by=by)

        def give(uow: UnitOfWork, sample_id: int = sample_id, tone: int = tone, right: int = right) -> None:
            sample = reviews.get(uow, sample_id)
            assert sample is not None
            reviews.score(uow, sample, person(uow, LENA), {"tone": tone, "right": right}, "")

        await store.write(give)


def samples(uow: UnitOfWork) -> list[ReviewSampleRow]:
    return list(uow.session.exec(select(ReviewSampleRow).order_by(col(ReviewSampleRow.id))))


def scores(uow: UnitOfWork) -> list[tuple[int, str, int, str]]:
    rows = uow.session.exec(select(ReviewScoreRow).order_by(col(ReviewScoreRow.id)))
    return [(row.sample_id, row.criterion, row.score, row.note) for row in rows]
