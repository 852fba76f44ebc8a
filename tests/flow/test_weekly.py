"""The weekly list to owners: once a week, with what is theirs."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.draft import Suggestion, Summary, Withheld
from bot.domain.errors import Refused
from bot.flow import changed, correct, promotion, resolve, timers, weekly
from bot.slack import owners_view
from bot.slack.limits import check_post
from bot.words import words
from store.store import Store
from store.unit_of_work import UnitOfWork
from tests.flow.clock import Clock
from tests.flow.desk import ANA, JO, LENA, MARTA, arrives, people, suggest
from tests.flow.ledger import notices
from tests.flow.office import Office
from tests.flow.shadowed import compared_well, in_shadow
from tests.flow.test_shadow import decided

NO_SOURCE = Suggestion(engine="embedded", language="en", summary=Summary(), withheld=Withheld.NO_SOURCE)
EN = words("en")


async def mine(store: Store, by: str = MARTA) -> weekly.OwnersList:
    return await store.read(weekly.asked, by)


async def test_what_falls_due_is_listed_two_weeks_before(support: Store, clock: Clock) -> None:
    assert (await mine(support)).empty
    clock.move(timedelta(days=60))
    await support.write(people)
    (due,) = (await mine(support)).due
    assert (due.ref.name, due.until, due.why) == ("delays", "2027-02-01", "")


async def test_what_is_held_back_says_why(support: Store) -> None:
    await support.write(changed.hold, "carrier", "DHL → GLS", LENA, "V1")
    (due,) = (await mine(support)).due
    assert due.why == "DHL → GLS"


async def test_questions_without_an_answer_are_named_by_their_tickets(support: Store) -> None:
    islands = "Where is my order? Do you deliver to the Azores islands?"
    shells = "Can I pay with seashells from the beach?"
    numbers = [
        await arrives(
            support, n, subject=f"A question {n}", body=body, customer=replace(JO, id=f"c-{n}", email=f"{n}@x.example")
        )
        for n, body in enumerate((islands, islands, islands, shells), start=1)
    ]
    for number in numbers[:2]:
        await support.write(suggest, number, NO_SOURCE)
    assert (await mine(support)).gaps == ()
    for number in numbers[2:]:
        await support.write(suggest, number, NO_SOURCE)
    (gap,) = (await mine(support)).gaps
    assert (gap.title, gap.tickets, gap.customers) == ("", tuple(numbers[:3]), 3)
    assert gap.words == ("azores", "deliver", "islands")


async def test_an_article_that_is_always_edited(support: Store) -> None:
    ticket_id = await arrives(support)

    def edited(uow: UnitOfWork) -> None:
        for _ in range(20):
            draft_id = suggest(uow, ticket_id)
            edit = "UPDATE draft SET state = 'edited', change = 0.3, decided_at = created_at WHERE id = :id"
            uow.execute(text(edit).bindparams(id=draft_id))

    await support.write(edited)
    (one,) = (await mine(support)).edited
    assert (one.title, one.shown, one.as_is, one.tickets) == ("Delivery delays", 20, 0, (ticket_id,))


async def test_behind_it_stand_the_tickets_that_it_was_changed_on(support: Store) -> None:
    numbers = [
        await arrives(support, n, customer=replace(JO, id=f"c-{n}", email=f"{n}@x.example")) for n in range(100, 124)
    ]
    others = {numbers[0]: ("sent", 0.0), numbers[1]: ("rejected", None)}

    def fared(uow: UnitOfWork) -> None:
        for number in numbers:
            state, change = others.get(number, ("edited", 0.3))
            done = "UPDATE draft SET state = :state, change = :change, decided_at = created_at WHERE id = :id"
            uow.execute(text(done).bindparams(state=state, change=change, id=suggest(uow, number)))
        uow.execute(text("UPDATE ticket SET level = 'sensitive' WHERE id = :id").bindparams(id=numbers[2]))

    await support.write(fared)
    (one,) = (await mine(support)).edited
    assert one.tickets == (numbers[1], *numbers[3:])
    written = json.dumps(owners_view.weekly(await mine(support), EN).blocks)
    assert f"T-{numbers[-1]}" in written
    assert f"T-{numbers[1]}," not in written


async def test_a_type_that_may_leave_the_shadow(support: Store) -> None:
    await support.write(in_shadow)
    await support.write(compared_well, await arrives(support), 20)
    (one,) = (await mine(support)).shadow
    assert (one.type, one.shown, one.accepted, one.ready) == ("order_status", 20, 20, True)


async def test_each_owner_is_told_once_a_week(either: Store, clock: Clock) -> None:
    await either.write(timers.reconcile, datetime(2026, 11, 23, 8, tzinfo=UTC))
    await either.write(changed.hold, "carrier", "DHL → GLS", LENA, "V1")
    for _ in range(16):
        clock.move(timedelta(days=1))
        for timer in await either.read(timers.due, 50):
            if timer.subject == "owners":
                await either.write(timers.run, timer.id)
                assert await either.write(timers.run, timer.id) is False
    assert [one for one in await either.read(notices) if one[0] == "weekly"] == [("weekly", "@marta")] * 2


async def test_the_message_has_a_button_for_each(support: Store) -> None:
    await support.write(in_shadow)
    await support.write(compared_well, await arrives(support), 20)
    await support.write(changed.hold, "carrier", "DHL → <!here>", LENA, "V1")
    await support.write(weekly.tell)
    facts = await support.read(
        lambda uow: uow.execute(text("SELECT facts FROM notice WHERE kind = 'weekly'")).scalar_one()
    )
    found = weekly.read((json.loads(facts) if isinstance(facts, str) else facts)["found"])
    assert found == await mine(support)
    post = owners_view.weekly(found, EN, outbox_id="x")
    check_post(post)
    written = json.dumps(post.blocks)
    assert (written.count('"check_source"'), written.count('"promote"'), "<!here>" in written) == (1, 1, False)


async def test_only_owners_leads_and_managers_ask(support: Store) -> None:
    with pytest.raises(Refused):
        await mine(support, ANA)


async def test_the_list_and_a_demotion_reach_their_owner(open_office: Office) -> None:
    store = open_office.store
    await store.write(changed.hold, "carrier", "DHL → GLS", LENA, "V1")
    await store.write(weekly.tell)
    ticket_id = await arrives(store)
    await store.write(decided, ticket_id, 9, "sent")
    await store.write(decided, ticket_id, 11, "rejected")
    assert await store.write(promotion.look) == 1
    await open_office.work()
    told = " ".join(str(message) for message in open_office.sandbox.dms("marta"))
    assert EN.weekly_title in told
    assert "since too many were changed or not used: 9 of 20" in told


async def test_what_people_put_right_again_and_again_is_told_to_who_answers_for_the_type(support: Store) -> None:
    async def put_right(number: int) -> None:
        ticket_id = await arrives(support, number)
        await support.write(correct.change_priority, ticket_id, "high", ANA, f"P{number}")
        await support.write(correct.move_queue, ticket_id, "billing", ANA, f"Q{number}")

    for number in (1, 2):
        await put_right(number)
    confirmed = await arrives(support, 4)
    await support.write(correct.change_priority, confirmed, "normal", ANA, "P4")
    assert (await mine(support)).corrected == ()
    await put_right(3)
    found = (await mine(support)).corrected
    assert {(one.title, one.what, one.before, one.after, one.count) for one in found} == {
        ("Where is my order", "priority", "normal", "high", 3),
        ("Where is my order", "queue", "orders", "billing", 3),
    }
    assert (await mine(support, LENA)).corrected == ()
    shown = owners_view.weekly(await mine(support), EN)
    check_post(shown)
    assert "priority set from normal to high by hand 3 times" in str(shown.blocks)
    assert "moved from orders to billing by hand 3 times" in str(shown.blocks)


async def test_what_could_have_been_avoided_is_counted_by_type_and_answer(either: Store, clock: Clock) -> None:
    old = await arrives(either, 1)
    await either.write(resolve.resolve, old, ANA, "", "V1", "routing")
    clock.move(timedelta(days=31))
    await either.write(people)
    for number, answer in enumerate(("information", "no", "information", ""), start=2):
        await either.write(resolve.resolve, await arrives(either, number), ANA, "", f"V{number}", answer)
    (told,) = (await mine(either)).avoided
    assert (told.title, told.answers) == ("Where is my order", {"information": 2, "no": 1})
    shown = owners_view.weekly(await mine(either), EN)
    assert "Where is my order, the last 30 days: could it have been avoided? better information 2, no 1." in str(shown)
    french = owners_view.weekly(await mine(either), words("fr"))
    check_post(french)
    assert "ces 30 derniers jours" in str(french)
    assert (await mine(either, LENA)).avoided == ()
