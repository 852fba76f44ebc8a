"""English words for files that came along with a message."""

from typing import Final

#: What a file may do to whoever opens it: beside its name, and as a sentence of its own.
DANGERS: Final = {
    "program": ("a program", "This is a program. Opening it can harm your computer; do not run it."),
    "macros": ("can hold macros", "This can hold macros, which are small programs. Open it without them."),
    "page": ("a web page", "This is a web page. Opened in a browser it can run programs or ask for passwords."),
    "drawing": ("a drawing that can run programs", "This drawing can run programs when a browser opens it."),
}
#: Why a file did not come, and what to do.
NOT_FETCHED: Final = {
    "gone": "the helpdesk does not have it any more.",
    "forbidden": "the helpdesk does not let Deskhand have it. Open it there; whoever runs Deskhand can mend this.",
    "too_large": "it is larger than {limit} MB. Open it in the helpdesk.",
    "time_out": "the helpdesk took too long. Try again in a minute, or open it there.",
    "elsewhere": "its address leads to a place that the desk file does not name. Open it in the helpdesk.",
    "unreachable": "the helpdesk could not be reached. Try again in a minute, or open it there.",
    "empty": "it is empty.",
    "not_allowed": "it is not for you to read any more.",
    "no_scope": "Deskhand may not hand over files in Slack yet (the scope files:write is missing). "
    "Whoever runs it can mend this.",
    "slack_refused": "Slack did not take it. Open it in the helpdesk.",
    "slack_away": "Slack could not be reached. Try again in a minute.",
    "failed": "something went wrong here. Try again in a minute, or open it in the helpdesk.",
}


class Files:
    get_file = "Get file"
    file_title = "File"
    open_in_helpdesk = "open in the helpdesk"
    type_of_file_unknown = "unknown type"

    def get_file_spoken(self, name: str, of: int = 0) -> str:
        """What a screen reader says of the button beside a file, of message `of` where several stand there."""
        return f"Message {of}: get {name} as a direct message" if of else f"Get {name} as a direct message"

    def file_comes(self, name: str) -> str:
        return f"{name} is on its way. It comes to you as a direct message that only you see."

    def file_danger(self, kind: str) -> str:
        """The harm that a file may do, in a few words; empty for none that is known."""
        return DANGERS[kind][0] if kind else ""

    def file_danger_sentence(self, kind: str) -> str:
        return DANGERS[kind][1]

    def file_other_type(self, told: str, found: str) -> str:
        return f"The helpdesk calls it {told}, but it looks like {found}."

    def file_not_given(self, number: str, name: str, why: str, limit: str) -> str:
        """Why a file that somebody asked for did not come; `name` is empty where it may not be said."""
        reason = NOT_FETCHED.get(why, NOT_FETCHED["failed"]).format(limit=limit)
        which = name or "the file that you asked for"
        return f"{number}: {which} did not come: {reason}"
