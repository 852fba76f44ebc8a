"""`[reviews]` of a desk file: what must hold, and what it does, in a sentence."""

from collections.abc import Iterator
from typing import Final

from bot.domain.desk import DeskFile
from bot.domain.desk_faults import LONGEST_CHOICE, PERSON, place

#: As many as a reviewer answers with care, and as fit into a form beside the conversation.
MOST_CRITERIA: Final = 8
#: Of a hint Slack shows no more.
LONGEST_HINT: Final = 150


def review_problems(file: DeskFile) -> Iterator[str]:
    """One sentence for each fault."""
    reviews = file.reviews
    names = [one.name for one in reviews.criteria]
    for index, one in enumerate(reviews.criteria, 1):
        where = place("reviews.criteria", index, one.name)
        if not one.name.strip() or not one.name.isprintable():
            yield f"{where}: name must be a word on one line"
        elif one.name in names[: index - 1]:
            yield f'{where}: the name "{one.name}" stands twice; every name may stand once'
        if not one.title.strip() or not one.title.isprintable():
            yield f"{where}: title must say in one line what is looked at"
        elif len(one.title) > LONGEST_CHOICE:
            yield f"{where}: title may have {LONGEST_CHOICE} characters"
        if len(one.hint) > LONGEST_HINT:
            yield f"{where}: hint may have {LONGEST_HINT} characters"
    if len(names) > MOST_CRITERIA:
        yield f"reviews: criteria may be {MOST_CRITERIA} at most, since nobody weighs more of them with care"
    for person in reviews.reviewers:
        if not PERSON.match(person):
            yield f'reviews: reviewers must name a person or a group as "@name" or by a Slack id, not "{person}"'
    if not reviews.enabled:
        return
    if not names:
        yield "reviews: criteria must say what is scored; give at least one [[reviews.criteria]]"
    if not reviews.reviewers:
        for queue in file.queues:
            if not queue.leads:
                yield f'reviews: nobody would review "{queue.name}", which has no leads; name reviewers'


def reviews_told(file: DeskFile) -> Iterator[str]:
    """What happens each week, for `python -m bot check`."""
    reviews = file.reviews
    if reviews.enabled:
        by = ", ".join(reviews.reviewers) or "the leads of its queue"
        yield (
            f"Each Monday up to {reviews.sample} conversations of the week before are given to {by} for review, never "
            f"to whoever answered: {', '.join(one.title for one in reviews.criteria)}."
        )
