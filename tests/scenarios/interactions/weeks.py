"""What has to be there before something below a digest, or a review, is pressed."""

from bot.slack import actions as act
from store.store import Store
from tests.flow.desk import arrives
from tests.flow.reviewed import to_review


async def yesterday(store: Store) -> str:
    await arrives(store)
    return act.asked_digest("orders", "yesterday")


async def review(store: Store) -> str:
    return act.review_value(await to_review(store))
