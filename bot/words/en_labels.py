"""English labels: buttons, titles, fields and short fixed sentences."""

from collections.abc import Mapping
from types import ModuleType
from typing import ClassVar

from bot.words import en_tables
from bot.words.en_facts import Facts


class Labels:
    language = "en"
    tables: ClassVar[ModuleType] = en_tables
    facts: ClassVar[type[Facts]] = Facts

    def table(self, name: str) -> Mapping[str, str]:
        """The sentences of this language that are looked up by a name of the domain, such as "REFUSALS"."""
        found: Mapping[str, str] = getattr(self.tables, name)
        return found

    def label(self, name: str, told: str) -> str:
        """Something with its name before it: `Order 4417: in transit`."""
        return f"{name}: {told}"

    def joined(self, told: str, more: str) -> str:
        """Two parts of one line: `4 in, 2 open; waiting: 1 for approval`."""
        return f"{told}; {more}"

    def quoted(self, text: str) -> str:
        """In this language's quotation marks."""
        return f"“{text}”"

    # Buttons
    claim = "Claim"
    take_over = "Take over"
    approve = "Approve & send"
    second_approve = "Approve too"
    take_back = "Take back"
    edit = "Edit"
    reject = "Reject"
    escalate = "Escalate"
    open = "Open"
    confirm_type = "Yes, it is"
    other_type = "Other type…"
    more = "More…"
    reopen = "Reopen"
    wake = "Wake up"
    read_before_sending = "Read before sending"
    read_again = "Read again"
    arrived = "It arrived"
    send_again = "Send again"
    earlier = "Earlier"
    later = "Later"

    # More…
    group_answer = "Answer"
    group_change = "Change"
    group_look = "Look up"
    write_reply = "Write reply"
    resolve = "Resolve"
    assign = "Assign"
    snooze = "Snooze…"
    mark_sensitive = "Mark sensitive…"
    unmark_sensitive = "Mark not sensitive…"
    change_type = "Change type"
    explain = "How this was made"
    history = "History"

    # Modals
    close = "Close"
    cancel = "Cancel"
    done = "Done"
    save = "Save"
    edit_title = "Edit the reply"
    read_title = "Read before sending"
    reject_title = "Reject the suggestion"
    write_title = "Write a reply"
    escalate_title = "Escalate"
    resolve_title = "Resolve"
    assign_title = "Assign"
    snooze_title = "Snooze"
    mark_title = "Mark sensitive"
    unmark_title = "Mark not sensitive"
    type_title = "Type of request"
    explain_title = "How this was made"
    history_title = "History"
    new_title = "New ticket"
    put_up = "Put up for approval"
    send = "Send"
    create = "Create"
    reply_label = "Reply to the customer"
    reply_cut = "The end was cut: Slack takes 3,000 characters here. Read the end before you send."
    reason_label = "Reason"
    note_label = "Note for the team"
    note_hint = "The customer does not see this."
    after_label = "After sending"
    after_wait = "Send and wait for an answer"
    after_resolve = "Send and resolve"
    person_label = "Person"
    class_label = "What makes it sensitive"
    type_label = "Type"
    subject_label = "Subject"
    description_label = "What is it about?"
    order_label = "Order number"
    until_label = "Asleep until"
    moment_label = "Or until another time"
    moment_hint = "In your own time zone. It stands above the choices."
    choose = "Choose…"
    unmark_hint = "Say why, for the record."
    snooze_choices: ClassVar[dict[str, str]] = {
        "hour": "In 1 hour",
        "three_hours": "In 3 hours",
        "next_day": "When the queue opens again, tomorrow or later",
        "monday": "When the queue opens next week",
    }
    escalation_reasons = (("other", "Other"),)
    sensitive_classes = (
        ("legal", "Legal threat"),
        ("compensation", "Compensation"),
        ("dispute", "Dispute"),
        ("health", "Health"),
        ("harm", "Harm"),
        ("fraud", "Fraud"),
        ("credit", "Credit"),
        ("cancellation", "Tense cancellation"),
        ("regulatory", "Regulatory"),
        ("reputation", "Reputation"),
        ("data_request", "Data request"),
        ("personal", "Delicate personal data"),
        ("angry", "Very angry customer"),
        ("exception", "Wants an exception"),
    )

    # The card
    suggested = "Suggested reply"
    your_reply = "Reply"
    suggestion_follows = "Suggestion follows."
    no_suggestion = "No suggestion"
    rejected = "The suggestion was rejected."
    taken_back = "The reply was taken back."
    text_kept = "Write reply has its text."
    no_text_yet = "Its type is not known yet; open the ticket to read it."
    newer_draft = "A newer suggestion came after somebody opened this one."
    missing = "Missing:"
    nothing = "–"  # the en dash of the card's line "Missing: –"
    sources = "Sources:"
    type_unknown = "type unknown"
    overdue = "overdue"
    sending = "Sending now…"
    sending_again = "No clear answer from the helpdesk yet. The same reply is being sent again; it cannot arrive twice."
    looking = "No clear answer came. Looking whether this arrived… It cannot leave a second time before that is clear."
    unsure = "We cannot tell whether this arrived. Look in the helpdesk, then say so here; nothing is sent twice."
    not_tied = "not tied to this customer"
    unreachable = "could not be read just now"
    sealed_for = "Sensitive"
    sealed_line = "Sensitive. Open shows it to the owner, the deputies, whoever holds it and the leads, and is logged."
    look_twice = "Look twice:"
    open_questions = "Still open:"
    passages = "Worth reading:"
    customer = "Customer"
    team_note = "Note"
    team_answer = "Answer"  # of somebody whose name the helpdesk does not tell
    nothing_here = "Nothing here."
    somebody = "somebody"
    your_name = "[your name]"  # stands in the line about the assistant until somebody has the ticket
    records_read = "records read"
    own_record = "belongs to this customer"
    template = "template"

    # Answers that only one person sees
    not_now = "Not possible"
    refused = "That is not possible just now."  # for a reason that has no sentence of its own
    none_for_this = "there is none for this request."
    some_record = "a record named in the text"
    some_news = "There is news about {number}."
    message_came = "There is a new message. Read it first; your text is still here."
    suggestion_gone = "The suggestion does not stand any more. Your text is still here."
    nothing_found = "Nothing found. Try fewer words, or the number, for example T-1042."
    try_again = "That did not work just now, and nothing was changed. Please try again in a minute."
    not_opened = "Slack did not show what should have opened here. If you see nothing, please try again."
    not_known = "We do not know yet whether it worked; look at the card."

    # The line of answers that are due
    nothing_due = "No answer is due soon or overdue any more."

    # /queue
    queue_titles: ClassVar[dict[str, str]] = {
        "open": "open",
        "unassigned": "with nobody",
        "overdue": "overdue",
        "waiting_customer": "waiting for the customer",
        "waiting_department": "waiting for a department",
        "waiting_approval": "waiting for approval",
        "asleep": "asleep",
        "sensitive": "sensitive",
    }

    def help(self, prefix: str = "") -> str:
        """The answer to `/desk help`. `prefix` stands before every command's name."""
        at = f"/{prefix}"
        return (
            f"{at}queue [queue] [mine|unassigned|due soon|overdue|waiting|asleep|sensitive]"
            " – what waits, since when and on whom; a department's name shows what it is asked\n"
            f"{at}queue orders pause until 14:00 why – no tickets are given by turn; {at}queue orders resume\n"
            f"{at}ticket T-1042 – one ticket; {at}ticket find words – looks for one by its subject\n"
            f"{at}ticket claim T-1042 – also release, take over, assign, approve, edit, escalate, resolve, merge, "
            "snooze, note, priority, move, not a request\n"
            f"{at}ticket new – writes a new ticket\n"
            f"{at}digest [queue] [today|yesterday|[week] 2026-11-24|week|standup] [share] – a day or a week in fifteen "
            f"lines, or what waits now; {at}digest mine – your own week; {at}digest orders people – your team’s, for "
            "leads\n"
            f"{at}desk help – this list; {at}desk health – how Deskhand itself does, for leads, managers and owners\n"
            f"{at}desk changed carrier “DHL → GLS” – holds back what depends on it; {at}desk changed – lists that\n"
            f"{at}desk me – your language, hours and quiet hours; {at}desk me away until Friday, {at}desk me back\n"
            f"{at}desk mine – what you should look at; {at}desk shadow – suggestions that only you see; "
            f"{at}desk outcomes – what became of suggestions\n"
            f"{at}desk try “Where is my order?” – how a text would be sorted and why; nothing is written; "
            f"{at}desk kb words – looks articles up\n"
            f"Only {self.approve} and {self.write_reply} reach a customer; "
            "what you write in a thread stays in the team."
        )
