"""English sentences about articles, templates, macros and prompts: their checks, and what becomes of suggestions."""

from bot.words.en_grammar import counted


class Sources:
    """What owners are told and asked."""

    check_source = "I checked this…"
    check_title = "I checked this today"
    check_submit = "I checked it"
    valid_until_label = "Valid until"
    valid_until_hint = "You are asked again two weeks before. Change the text itself in its file."

    def held_back(self, reason: str) -> str:
        """Why an entry may not be used; `reason` is in the words of who said so."""
        return f"Held back since this has changed: {reason}. It is used again once you have checked it."

    def last_checked(self, title: str, checked: str, valid_until: str) -> str:
        return f"“{title}” was last checked on {checked} and holds until {valid_until}."

    def checked_now(self, title: str, until: str) -> str:
        return f"Thank you. “{title}” counts as checked today and holds until {until}."

    read_article = "Read article"
    article_title = "Article"

    def newer_version(self, quoted: int, now: int) -> str:
        """The article has changed since it was quoted."""
        return f"Version {quoted} was quoted; this is version {now}."

    hold_title = "Something has changed"
    hold_submit = "Hold it back"
    what_changed_label = "What has changed"
    held_title = "Held back until checked"
    nothing_held = "Nothing is held back."
    lift = "Use it again"

    def entry_kind(self, kind: str) -> str:
        """`article`, `template`, `macro` or `prompt`."""
        return kind

    def would_hold(self, what: str, entries: int, suggestions: int) -> str:
        """Before it is confirmed: what depends on `what`, and how many suggestions rest on it now."""
        now = f"{counted(suggestions, 'suggestion')} that stand now would be withdrawn" if suggestions else ""
        now = now.replace("suggestion that stand", "suggestion that stands")
        told = f"{counted(entries, 'text')} depend on “{what}”" if entries != 1 else f"One text depends on “{what}”"
        rest = f", and {now}." if now else "."
        return f"{told}. Nothing is suggested from them until their owners have checked them{rest}"

    def held_now(self, count: int) -> str:
        """What came of it."""
        if not count:
            return "All of it was held back already."
        return f"{counted(count, 'text')} held back. Their owners were told."

    def held_line(self, reason: str, what: str, who: str) -> str:
        return f"{reason} ({what}{f', said {who}' if who else ''})"

    def held_notice(self, what: str, reason: str, who: str) -> str:
        """For the owner of what is held back."""
        return (
            f"{who} says that something has changed ({what}): {reason}. "
            "Nothing is suggested from these until you have checked them:"
        )
