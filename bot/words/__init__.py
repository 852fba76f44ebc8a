"""Every sentence that people read, one file per language."""

from functools import cache

from bot.words.en import Words

__all__ = ["Words", "words"]


@cache
def words(language: str) -> Words:
    """The words of a language such as "en" or "fr-CA"; English where Deskhand does not speak it."""
    spoken: dict[str, type[Words]] = {"en": Words}
    return spoken.get(language.split("-")[0].lower(), Words)()
