"""What can go wrong with Slack, told by what the caller should do about it."""

from bot.domain.errors import DeskhandError


class SlackError(DeskhandError):
    """Base of all that follows. `error` is Slack's own word for it, or what the connection did."""

    def __init__(self, error: str = "") -> None:
        super().__init__(error)
        self.error = error


class RateLimited(SlackError):
    """Nothing was done; the same method may be tried again after `retry_after` seconds."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class ChannelGone(SlackError):
    """The channel does not exist (any more), or is archived."""


class NotInChannel(SlackError):
    """The app has to be invited to the channel first."""


class MessageGone(SlackError):
    """The message was deleted, or is not ours to change."""


class Rejected(SlackError):
    """Slack will not accept this request, however often it is sent."""


class TokenBad(SlackError):
    """The token is wrong, revoked or belongs to a removed app; nothing works until somebody changes it."""


class MissingScope(SlackError):
    """The app was installed without the scope `needed`."""

    def __init__(self, needed: str) -> None:
        super().__init__("missing_scope")
        self.needed = needed


class SlackDown(SlackError):
    """Slack could not be reached or was not able to work. Nothing was done, and the request may be sent again."""


class Unclear(SlackError):
    """The request left and no clear answer came, so it may have been carried out."""
