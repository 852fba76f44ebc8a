"""In which language somebody reads what is for them alone: views, private answers, direct messages."""

from bot.words import speaks
from store import people
from store.unit_of_work import UnitOfWork


def language(uow: UnitOfWork, slack_id: str) -> str:
    """The language of their Slack if Deskhand speaks it, else the desk's; that too for whoever nobody knows."""
    locale = people.locale_of(uow, slack_id)
    return locale if speaks(locale) else uow.desk.file.language
