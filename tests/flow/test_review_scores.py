"""What scores say to whoever answered, to their lead, and in the week's digest."""

from datetime import timedelta

from bot.domain.home import REVIEWS, Home
from bot.domain.review import Record, Reviewed
from bot.flow import day_figures, home, review_scores
from bot.slack import home_view, limits
from bot.words import words
from store.store import Store
from tests.flow import desk
from tests.flow.clock import MONDAY, Clock
from tests.flow.desk import ANA, DELICATE, LENA, OMAR
from tests.flow.reviewed import scored, to_review

FIVE = [(ANA, 3, 4)] * 5


async def shown(store: Store, who: str) -> Home:
    found = await store.read(home.opened, who)
    for language in ("en", "fr"):
        limits.check(home_view.home(found, words(language))["blocks"], "home")
    return found


def text(found: Home) -> str:
    return str(home_view.home(found, words("en")))


async def test_a_reviewer_sees_what_waits_and_nobody_else_does(either: Store) -> None:
    await to_review(either)
    found = await shown(either, LENA)
    assert (len(found.reviews), found.reviews_total) == (1, 1)
    assert "For me to review" in text(found)
    assert "reopened" in text(found)
    assert "For me to review" not in text(await shown(either, ANA))


async def test_a_sealed_one_is_a_number_there(support: Store) -> None:
    await to_review(support, body=DELICATE)
    told = text(await shown(support, LENA))
    assert "lawyer" not in told
    assert "My parcel" not in told


async def test_more_than_there_is_room_for(support: Store) -> None:
    for number in range(REVIEWS + 2):
        await to_review(support, number + 300)
    found = await shown(support, LENA)
    assert (len(found.reviews), found.reviews_total) == (REVIEWS, REVIEWS + 2)
    assert "2 more" in text(found)


async def test_averages_stand_from_five_on_for_oneself_and_ones_lead_alone(either: Store) -> None:
    await scored(either, FIVE[:4])
    assert (await shown(either, ANA)).record == Record(reviews=4)
    assert "Averages stand here from 5 on" in text(await shown(either, ANA))
    await scored(either, [(ANA, 1, 4)], first=700)
    mine = (await shown(either, ANA)).record
    assert mine == Record(reviews=5, average=3.3, by=(("Tone", 2.6), ("Right", 4.0)))
    assert "reviews 3.3 of 4 (5)" in text(await shown(either, LENA))
    assert (await shown(either, OMAR)).record is None
    assert "reviews 3.3" not in text(await shown(either, OMAR))


async def test_the_week_says_what_became_of_its_sample_and_names_nobody(either: Store, clock: Clock) -> None:
    first, last = MONDAY.date(), MONDAY.date() + timedelta(days=6)
    await scored(either, [*FIVE, (OMAR, 1, 1)])
    await to_review(either, 900)
    clock.move(timedelta(days=7))
    await either.write(desk.people)
    week = await either.read(day_figures.of, "week", first, last, "UTC", ())
    assert week.reviewed == Reviewed(done=6, drawn=7)  # of two people only: a channel is told no average
    day = await either.read(day_figures.of, "day", first, first, "UTC", ())
    assert day.reviewed is None
    elsewhere = await either.read(day_figures.of, "week", first, last, "UTC", ("billing",))
    assert elsewhere.reviewed is None


async def test_the_answers_of_three_people_are_told_together(support: Store, clock: Clock) -> None:
    start = clock.at
    await scored(support, [*FIVE, (OMAR, 1, 4), (desk.MARTA, 1, 4)])
    found = await support.read(review_scores.drawn_between, start, start + timedelta(days=1), ())
    assert found is not None
    assert (found.done, found.drawn, found.lowest) == (7, 7, ("Tone", 17 / 7))
