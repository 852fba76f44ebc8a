"""English sentences that only a week's digest has."""

from bot.words.en_grammar import counted


class Week:
    """Amounts of time, shares and averages are handed in as text."""

    def week_before(self, received: int, resolved: int, waited: str) -> str:
        """`waited`: how long customers waited for anybody but themselves; empty where they did not."""
        were = "was" if resolved == 1 else "were"
        told = f"The week before, {received} came in and {resolved} {were} resolved"
        return f"{told}; customers waited {waited} in all." if waited else f"{told}."

    def waited_in_all(self, waited: str) -> str:
        """Beside the week before."""
        return f"This time they waited {waited}."

    def effort(self, messages: float, asked: str) -> str:
        """Of resolved requests: how many messages each took the customer, and the share of those who were asked."""
        told = f"A resolved request took its customer {messages:.1f} messages on average"
        return f"{told}, and {asked} of them had to answer a question of ours." if asked else f"{told}."

    def handled(self, half: str) -> str:
        return f"Half were answered within {half} of being taken."

    def opened(self, answers: int, suggestions: int, articles: int) -> str:
        """What people opened to read it in full."""
        read = [counted(suggestions, "suggestion")] if suggestions else []
        read += [counted(articles, "article")] if articles else []
        return f"For {counted(answers, 'answer')} people opened {' and '.join(read)}."

    def most_edited(self, named: list[str]) -> str:
        return f"Articles whose suggestions are changed most: {', '.join(named)}."

    def of_all(self, name: str, count: int, of: int) -> str:
        return f"{name} {count} of {of}"

    def no_article(self, named: list[str]) -> str:
        return f"Requests that no article answers: {', '.join(named)}."

    def asked_about(self, named: list[tuple[str, int, list[str]]]) -> str:
        """What no article answers: each is a request type (or none), how many customers, and words that they share."""
        told = [
            f"“{', '.join(said)}” by {customers}{'' if number else ' customers'}{f' ({title})' if title else ''}"
            for number, (title, customers, said) in enumerate(named)
        ]
        return f"Asked most of these: {'; '.join(told)}."

    def differ(self, named: list[tuple[str, str]]) -> str:
        """Each is a request type and the share of pairs of answers that are alike."""
        told = ", ".join(f"{name} ({share} alike)" for name, share in named)
        return f"The same question, different answers: {told}."

    def avoidable(self, count: int, of: int, named: list[str]) -> str:
        """Of those of which somebody said whether they could have been avoided."""
        told = f"{count} of {counted(of, 'request')} could have been avoided"
        return f"{told}: {', '.join(named)}." if named else f"{told}."

    def quick(self, count: int) -> str:
        """Suggestions that were approved faster than they can be read."""
        return f"{counted(count, 'suggestion')} {'was' if count == 1 else 'were'} approved in under five seconds."
