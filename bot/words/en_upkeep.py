"""English sentences of the private note that a helpdesk gets."""


class Upkeep:
    """What is written for the team that works in the helpdesk."""

    upkeep_sealed = "Handled by its owner in Slack."

    def upkeep_by(self, mark: str) -> str:
        """The first line; `mark` stands in it as it is."""
        return f"{mark}, for the team only. Written automatically."

    def upkeep_issue(self, issue: str) -> str:
        return f"About: {issue}"

    def upkeep_asked(self, asked: str) -> str:
        return f"Asked for: {asked}"

    def upkeep_open(self, questions: str) -> str:
        return f"Still open: {questions}"

    def upkeep_card(self, address: str) -> str:
        return f"Card in Slack: {address}"
