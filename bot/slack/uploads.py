"""Files on their way into Slack, in its three steps (docs.slack.dev, "Working with files"), and out again."""

from dataclasses import dataclass

from bot.slack.errors import Rejected
from bot.slack.gateway import Slack, call, read

#: How Slack says that a file is not there (any more).
_GONE = ("file_not_found", "file_deleted")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that Slack waits for: its id, and where its bytes go."""

    file_id: str
    url: str


async def begin(slack: Slack, name: str, size: int) -> Upload:
    """Tell Slack of a file. Nobody sees anything of it before `share`. Raises a `SlackError`."""
    answer = await call(slack.client.files_getUploadURLExternal, filename=name, length=size)
    return Upload(str(answer.get("file_id") or ""), str(answer.get("upload_url") or ""))


async def share(slack: Slack, file_id: str, *, title: str, channel: str, comment: str) -> None:
    """Let it stand in a channel, with a comment in mrkdwn. Raises a `SlackError`, `Unclear` where it may stand."""
    files = [{"id": file_id, "title": title}]
    await call(
        slack.client.files_completeUploadExternal, files=files, channel_id=channel, initial_comment=comment
    )  # fmt: skip


async def keep(slack: Slack, file_id: str, *, title: str) -> None:
    """Let it stand in no channel, so that only a block of ours shows it. Raises a `SlackError`."""
    await call(slack.client.files_completeUploadExternal, files=[{"id": file_id, "title": title}])


async def ready(slack: Slack, file_id: str) -> bool:
    """Whether Slack has looked at a file: before that it refuses a block that shows it. Raises a `SlackError`."""
    answer = await read(slack.client.files_info, file=file_id)
    return bool((answer.get("file") or {}).get("mimetype"))


async def remove(slack: Slack, file_id: str) -> None:
    """Take a file out of Slack, wherever it was shared. Safe to call twice. Raises a `SlackError`."""
    try:
        await call(slack.client.files_delete, file=file_id)
    except Rejected as error:
        if error.error not in _GONE:
            raise
