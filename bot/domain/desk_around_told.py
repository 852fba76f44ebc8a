"""What a desk file's tables about others and about the figures do, in sentences, for `python -m bot check`."""

from collections.abc import Iterator

from bot.domain.desk import DeskFile
from bot.domain.desk_causes import spikes_told
from bot.domain.desk_outside import outside_told
from bot.domain.desk_review_rules import reviews_told
from bot.domain.desk_subscriber_rules import subscribers_told
from bot.domain.desk_vendors import writes_told
from bot.domain.desk_volume_rules import volume_told


def around_told(file: DeskFile) -> Iterator[str]:
    """The model outside, spikes, reviews, how much business there was, who is told what happens, and what helpdesks get
    besides replies."""
    for told in (outside_told, spikes_told, reviews_told, volume_told, subscribers_told):
        yield from told(file)
    yield from writes_told(file.sources)
