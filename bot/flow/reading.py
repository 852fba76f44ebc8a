"""In which language somebody reads what is for them alone: views, private answers, direct messages."""

from bot.words import speaks
from store import availability
from store.unit_of_work import UnitOfWork


def language(uow: UnitOfWork, slack_id: str) -> str:
    """What they have chosen, else the language of their Slack if Deskhand speaks it, else the desk's.

    That too for whoever nobody knows.
    """
    return next(filter(speaks, availability.languages(uow, slack_id)), uow.desk.file.language)
