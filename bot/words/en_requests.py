"""English words for requests that begin as a message in Slack."""


class Requests:
    is_it_a_request = "Shall we open a ticket for this?"
    open_a_ticket = "Open a ticket"
    no_thanks = "No thanks"

    def request_opened(self, number: str, *, direct: bool) -> str:
        """`direct`: its answer goes by direct message, and not into the thread."""
        where = "The answer comes by direct message." if direct else "The answer comes here."
        return f"This is {number}. {where}"

    def request_ran_out(self, emoji: str) -> str:
        """Nobody has answered the question; `emoji` makes a ticket of the message after all, where there is one."""
        return f"Not opened. React with :{emoji}: or use Make a ticket." if emoji else "Not opened. Use Make a ticket."

    def answers_in(self, channel: str) -> str:
        """On a card: the answer stands where everybody in a channel reads it."""
        return f"answered in {channel}, for everybody there"
