"""What a week's digest says of the week before, and of how alike answers are."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.figures import Figure
from bot.domain.week import Week
from bot.flow import claim, day_figures, reply, resolve, triage
from bot.flow import figures as rolled_figures
from store import journal
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, JO, OMAR, arrives, last_message, suggest
from tests.flow.rolling import rolled
from tests.flow.test_digest import arrived
from tests.flow.test_weekly import NO_SOURCE

LABEL = "Please send it back with the return label from our page; the refund follows within ten days."
DRIVER = "Our driver collects the furniture next Tuesday morning, nothing has to be packed."
SUNDAY = date(2026, 11, 29)


async def answers(store: Store, number: int, who: str, text: str) -> None:
    ticket_id = await arrives(store, number)
    await store.write(claim.claim, ticket_id, who)
    seen = await store.read(last_message, ticket_id)
    sent = await store.write(reply.send_text, ticket_id, text, who, view_id=f"V{number}", message_id=seen)
    assert sent is not None
    await store.write(arrived, sent.id)


async def week(store: Store, last: date = SUNDAY) -> Week:
    told = await store.read(day_figures.of, "week", last - timedelta(days=6), last, "UTC", ("orders",))
    assert told.week is not None
    return told.week


async def test_people_who_answer_the_same_type_differently_are_not_named_but_the_type_is(
    either: Store, clock: Clock
) -> None:
    for number in range(6):
        await answers(either, number, ANA, LABEL)
    for number in range(6, 11):
        await answers(either, number, OMAR, LABEL if number == 6 else DRIVER)
    clock.at = MONDAY + timedelta(days=7)
    await either.write(desk.people)
    assert (await week(either)).differ == (("Where is my order", 6, 30),)
    assert (await week(either, SUNDAY - timedelta(days=7))).differ == ()


async def test_the_week_before_is_told_where_all_of_it_is_known(support: Store, clock: Clock) -> None:
    first = await arrives(support, 1)
    await arrives(support, 2)
    clock.move(timedelta(hours=2))
    await support.write(desk.people)
    await support.write(resolve.resolve, first, ANA)
    clock.at = MONDAY + timedelta(days=14)
    assert (await week(support, SUNDAY + timedelta(days=7))).before is None, "nothing was rolled up"
    await rolled(support)
    before = (await week(support, SUNDAY + timedelta(days=7))).before
    assert before is not None
    assert (before.count(Figure.RECEIVED), before.count(Figure.RESOLVED)) == (2, 1)
    one = await support.read(rolled_figures.read, MONDAY.date(), SUNDAY, "UTC", ("orders",))
    assert before.of(Figure.WAITED, "support").wall == one.figures.of(Figure.WAITED, "support").wall


async def test_what_no_article_answers_is_said_in_words_that_its_customers_share(either: Store, clock: Clock) -> None:
    """Without a name, and without anything of a ticket that is sealed now."""
    said = (
        "Do you deliver to the Azores islands?",
        "Is delivery to the Azores possible? Anke",
        "Can you deliver to the Azores?",
    )
    for number, body in enumerate((*said, said[0]), start=1):
        jo = replace(JO, id=f"c-{number}", name="Anke Muster", email=f"{number}@x.example")
        ticket_id = await arrives(either, number, subject="A question", body=body, customer=jo)
        await either.write(suggest, ticket_id, NO_SOURCE)
        await either.write(told, ticket_id)
    await either.write(triage.mark_sensitive, ticket_id, "legal", ANA, "V1", "a lawyer")
    clock.at = MONDAY + timedelta(days=7)
    await either.write(desk.people)
    ((title, customers, words),) = (await week(either)).asked
    assert (title, customers) == ("", 3)
    assert {"azores", "deliver"} == set(words)
    assert (await week(either, SUNDAY - timedelta(days=7))).asked == ()


def told(uow: UnitOfWork, ticket_id: int) -> None:
    journal.append(uow, ticket_id, "system", "draft.made")
