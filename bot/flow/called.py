"""What the ids in a message of Slack's are called."""

from collections.abc import Iterable

from store import people
from store.unit_of_work import UnitOfWork


def name_of(uow: UnitOfWork, slack_id: str) -> str:
    """Somebody's name; empty where nobody has told us."""
    person = people.by_id(uow, people.find(uow, "slack", slack_id))
    return person.name if person else ""


def names_of(uow: UnitOfWork, mentioned: Iterable[str]) -> dict[str, str]:
    """The places of the desk file, and the people that are `mentioned`, by their ids."""
    places = {slack_id: place.lstrip("#@") for place, (slack_id, _, _) in people.rosters(uow).items()}
    return {**places, **{slack_id: name for slack_id in mentioned if (name := name_of(uow, slack_id))}}
