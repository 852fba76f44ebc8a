"""One picture of the gallery: what is drawn, and what stands under it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.slack.limits import Json, Post
from bot.words import Words, words


@dataclass(frozen=True, slots=True)
class Picture:
    """`made` is a view of `bot.slack` that is called with `given`; what it makes is shown in its place in Slack.

    Of `given`, `Words` stands for the words of a language, and a picture for what it draws.
    """

    name: str  # of its file
    caption: str
    made: Callable[..., Any]
    given: tuple[Any, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    language: str = "en"

    @property
    def of(self) -> str:
        """The view that it shows, such as `cards.card`."""
        return f"{self.made.__module__.removeprefix('bot.slack.')}.{self.made.__name__}"

    def draw(self, language: str = "") -> Post | Json:
        """What is shown, in the picture's language or another."""
        spoken = language or self.language
        drawn: Post | Json = self.made(*(_given(one, spoken) for one in self.given), **self.more)
        return drawn


def _given(one: Any, language: str) -> Any:
    if one is Words:
        return words(language)
    return one.draw(language) if isinstance(one, Picture) else one
