"""English sentences of one person's own figures."""

from bot.words.en_grammar import counted


class Own:
    own_title = "Your last seven days"
    own_only = "Only you see this, and the leads of your queues what you answered there. It is kept nowhere."
    people_only = "Only leads of this queue see this, and each of these people their own. It is kept nowhere."
    nothing_answered = "No answer was sent."
    nobody_answered = "Nobody has sent an answer."

    def people_title(self, queue: str) -> str:
        return f"{queue}: the last seven days"

    def newest_looked_at(self, most: int, of: int) -> str:
        return f"Of {of} tickets the {most} newest were looked at."

    def own_answers(self, answers: int, as_is: int, edited: int, quick: int, half: str) -> str:
        """`half`: within this time of taking a ticket half of them had an answer; empty where none was taken."""
        told = [counted(answers, "answer") + " sent"]
        if as_is or edited:
            told.append(f"of {counted(as_is + edited, 'suggestion')}, {as_is} unchanged and {edited} edited")
        if quick:
            told.append(f"{quick} approved in under five seconds")
        if half:
            told.append(f"half within {half} of taking the ticket")
        return f"{'; '.join(told)}."
