"""How people and departments are named on a card."""

import re
from typing import Final

from bot.domain.card import CardFacts
from bot.slack.mrkdwn import inline

_SLACK_ID: Final = re.compile(r"^[UWB][A-Z0-9]{6,}$")


def name_of(written: str) -> str:
    """A person as written in the desk file, ready to be read: `@marta` is Marta; an id is empty."""
    bare = written.strip().lstrip("@")
    if _SLACK_ID.match(bare) or bare.startswith("<"):
        return ""
    return inline(bare[:1].upper() + bare[1:], 60)


def holder_name(facts: CardFacts) -> str:
    """Who holds the ball, by name: a department or supplier, else a person, else nobody."""
    elsewhere = facts.holder.kind in ("department", "supplier") and facts.holder.name
    if facts.holder_person and not elsewhere:
        return inline(facts.holder_person.name, 60)
    return inline(facts.holder.name, 60)


def approvers(facts: CardFacts) -> str:
    return ", ".join(inline(person.name, 60) for person in facts.approvers)


def source_name(source: str) -> str:
    """A source as written in the desk file, ready to be read: `my_desk` is My desk."""
    return inline(source.replace("_", " ").replace("-", " ").capitalize(), 60)
