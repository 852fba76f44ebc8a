"""Whether a draft says only what its sources say. Pure checks on sentences, the same for every engine.

They are for wording that stays close to its source: a changed number, date, amount, unit, link, name or negation, a
quote that does not stand in its article, a promise that no source makes, words that come from elsewhere. A paraphrase
that keeps all of these and still says something else is not found; for that the agent reads quote and date beside the
draft.
"""

from bot.domain.grounding.faults import GRAVE, Fault, Sources
from bot.domain.grounding.texts import plain, stands_in
from bot.domain.grounding.verdict import check, rests_on_something, retells

__all__ = ["GRAVE", "Fault", "Sources", "check", "plain", "rests_on_something", "retells", "stands_in"]
