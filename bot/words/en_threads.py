"""English words for what stands below a card: messages, attachments, and what was said before."""

from bot.words.en_files import Files
from bot.words.en_grammar import ordinal


class Threads(Files):
    in_full = "Show in full"
    in_full_title = "The whole message"
    attached = "Attached:"
    attached_unnamed = "a file without a name"

    def in_full_spoken(self, who: str, number: int) -> str:
        """What a screen reader says of the button below message `number`."""
        return f"Show message {number} of {who} in full"

    def page_of(self, page: int, pages: int) -> str:
        return f"Page {page} of {pages}"

    def bytes(self, size: int) -> str:
        """A size as people read it."""
        if size < 1000:
            return f"{size} bytes"
        return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"

    def contacts_about(self, contacts: int, times: int, record: str) -> str:
        """How often the customer has written, and how often of that about one record, such as `order 4417`."""
        about = f"about {record}"
        if contacts == times:
            return f"{ordinal(contacts)} contact in 14 days {about}"
        return f"{ordinal(contacts)} contact in 14 days, {ordinal(times)} {about}"

    def told_before(self, number: str, who: str, said: str) -> str:
        """`T-1013, Marta: It arrives on Friday`"""
        if who and said:
            return f"{number}, {who}: {said}"
        return f"{number}, answered by {who}" if who else f"{number}, not answered yet"
