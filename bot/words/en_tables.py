"""English sentences that are looked up by a name of the domain."""

from typing import Final

from bot.words.en_forms import NEEDS as NEEDS
from bot.words.en_history import HISTORY as HISTORY

LANGUAGES: Final = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "nl": "Dutch",
    "pt": "Portuguese",
}  # fmt: skip
VIAS: Final = {"email": "e-mail", "chat": "chat", "form": "form", "phone": "phone", "api": "API", "slack": "Slack"}
PRIORITIES: Final = {"low": "low", "normal": "normal", "high": "high", "urgent": "urgent"}
RECORDS: Final = {"orders": "Order", "invoices": "Invoice", "billing": "Invoice", "returns": "Return"}
STATES: Final = {
    "new": "new",
    "open": "open",
    "waiting_customer": "waiting for the customer",
    "waiting_department": "waiting for a department",
    "waiting_supplier": "waiting for a supplier",
    "waiting_approval": "waiting for approval",
    "snoozed": "asleep",
    "resolved": "resolved",
    "closed": "closed",
    "merged": "merged",
    "not_a_request": "not a request",
}

REFUSALS: Final = {
    "not_a_member": "Only members of this queue can do that. Ask to be added to its channel.",
    "not_your_role": "Only {who_may} can do that. Please ask them.",
    "membership_unknown": "We cannot check just now whether you belong to this queue. Please try again in a minute.",
    "taken": "{who} has this ticket already. Press Take over if you agreed on it.",
    "no_such_ticket": "There is no such ticket here. Check the number, for example T-1042.",
    "stale_draft": "This suggestion does not stand any more. Look at the card for what stands there now.",
    "new_message": "The customer wrote again. Read the new message, then approve.",
    "answered_outside": "{changed}. Read that answer, then decide whether yours is still needed.",
    "already_sent": "This was already sent. The customer got one answer.",
    "already_approved": "{who} has approved this already. The card says when it leaves.",
    "holding_waits": "A holding reply would wait for the same second approval: {who_may}. Ask for it; a lead may also "
    "Send alone. Or take back the reply that waits, and write another one.",
    "already_waiting": "This is already waiting to be sent. Take it back first if you want to change it.",
    "too_late": "It has already left and cannot be taken back. Write another reply if something is wrong.",
    "wrong_state": "The ticket has moved on, so this does not fit any more. Look at the card for what is possible.",
    "empty_text": "The reply is empty. Write a line, then send.",
    "empty_request": "The request is empty. Write what it is about, then create it.",
    "empty_wish": "Say what should be different, for example: shorter.",
    "empty_note": "The note is empty. Write a line, then keep it.",
    "no_such_macro": "This macro is not offered any more. Choose another one.",
    "macro_gap": "The text still says {gap}. Put in what belongs there, or take it out, then send.",
    "note_of_ours": "This is a message of Deskhand’s own; what it says is on its ticket already.",
    "noted_elsewhere": "This message is a note on {number} already.",
    "text_too_long": "The text is too long. Please keep it under {limit} characters.",
    "same_person": "The second approval must come from another person: {who_may}.",
    "source_expired": "“{title}” is past its date. Ask {owner} to check it, or write the reply yourself.",
    "source_changed": "“{title}” has changed since this was suggested. Read it again, or write the reply yourself.",
    "source_quarantined": "“{title}” is held back: {why}. {owner} has to check it, or write the reply yourself.",
    "no_such_source": "There is no such article, template, macro or prompt any more. Look at a newer list.",
    "not_on_shadow": "This type is not in the shadow (any more).",
    "not_ready": "Not yet: of {shown} compared so far, {accepted} were right. It takes {needed}, and {share} of them.",
    "nothing_depends": "Nothing here depends on “{word}”. Something depends on: {known}.",
    "record_changed": "Changed since this suggestion: {changed}. Read again.",
    "record_gone": "Changed since this suggestion: {changed}. Read again.",
    "reason_needed": "Please give a reason, so that the next person understands.",
    "unknown_word": "We do not know “{word}”. `{help}` lists what we know.",
    "hours_unclear": "Choose days, a beginning and a later end; or leave all three empty and go by your queue’s hours.",
    "break_unclear": "Choose when your break begins and when it ends, within your hours; or leave both empty.",
    "return_needed": "Say who and until when, such as `away @Ben until friday`. They can change it themselves.",
    "not_of_queue": "They do not work in this queue. Name one of its members, such as @Ben.",
    "return_unclear": (
        "We do not know “{word}”. Say until when, for example `until friday`, `until tomorrow 14:00`, "
        "`until 1 december` or `until 2026-12-01`."
    ),
    "quiet_unclear": "Choose when your quiet hours begin and when they end; or leave both empty, and there are none.",
    "past_time": "That time is over already. Choose a later one.",
    "not_given_up": "Somebody has dealt with this already; the list shows what is left.",
    "reply_stopped": "This is a reply. Its writer was told; send it again from its card, or drop it here.",
    "nothing_missing": "Nothing is missing any more. The card shows what there is now.",
    "no_draft": "There is no suggestion to act on. Use More…, then Write reply.",
    "no_such_request": "This question is out of date.",
    "not_your_request": "Only whoever wrote the message, or somebody of the team, can answer this.",
    "request_over": "This has been answered already; the thread shows what became of it.",
    "no_such_handoff": "There is no {number}.",
    "no_such_spike": "There is no such spike any more.",
    "not_shared_here": "Digests are shared in the channels of the desk file only; this is none of them.",
    "no_such_decision": "There is nothing to decide here any more.",
    "no_such_review": "This conversation does not wait for a review any more. Open Home again for what does.",
    "own_answer": "You have answered this conversation yourself since. Leave it out with Not this one….",
    "spike_over": "This is over; the message shows how it stands.",
    "nothing_to_hand_off": "None of its tickets can be handed off by you just now: they are done, wait for a "
    "department already, have a reply on its way, or stand sealed.",
    "handoff_over": "This has been answered already, or nobody waits for it any more; the message shows how it stands.",
    "no_department": "There is no department called “{word}”.",
    "not_waiting": "This does not wait for anybody any more. Write reply, under More…, answers the customer.",
    "already_escalated": "This is escalated already, and stands with {who}. Accept it, or pass it on.",
    "escalation_taken": "{who} has accepted this already.",
    "escalation_over": "This is not escalated any more. Look at the card for how it stands.",
    "already_asked": "{who} has been asked already; each is asked once. Choose somebody else, or accept it.",
    "same_ticket": "That is {number} itself. Choose another ticket.",
    "other_customer": "{number} is another customer’s. Only tickets of one customer can be merged: what is said in one "
    "would reach the other.",
    "other_source": "{number} came in by another way, so one answer cannot reach both. Please answer each of them.",
    "escalated": "{number} is escalated, and somebody answers for it. Merge the other one into it, or settle it first.",
    "target_ended": "{number} has ended. Choose one that is still open, or answer this one.",
    "already_yours": "You have {number} already. To give it back, choose Release under More….",
    "no_such_file": "This file cannot be fetched here (any more). Open it in the helpdesk.",
    "file_too_large": "The file is larger than the {limit} MB that are fetched here. Open it in the helpdesk.",
    "nothing_left": "Nobody waits on this list any more. Look at a newer list, or at /queue.",
}

#: Why somebody is outside, where that has a sentence of its own.
OUTSIDERS: Final = {
    "guest": "Guests and people of another workspace cannot do that. Please ask somebody of the team.",
    "no_queue": "Only members of a queue can do that. Ask to be added to the channel of one.",
    "receiver": "They may not work on this ticket. It can be given to {who_may}.",
}

#: What a request type may need, as customers would name it.
WITHHELD: Final = {
    "sensitive": "this is sensitive and belongs to a person.",
    "caution": "this needs a person’s judgement.",
    "foreign_record": "{record} could not be tied to this customer.",
    "unknown_record": "{record} could not be tied to this customer.",
    "record_unreachable": "{record} could not be read just now.",
    "missing": "the customer has not given {missing}.",
    "unsure_type": "the type of request is not clear.",
    "type_off": "suggestions are switched off for this type.",
    "no_source": "nothing checked and up to date answers this.",
    "other_language": "the articles on this are not in the customer’s language. They are listed for you to read.",
    "stale_source": "“{title}” is past its date. {owner} can check it.",
    "quarantined": "“{title}” is held back: {why}. {owner} has to check it first.",
    "hostile": "the text tries to instruct the assistant. Please read it yourself.",
    "duplicate": "{duplicate_of} from the same customer says the same.",
    "out_of_scope": "the desk file leaves this to people.",
    "failed": "the assistant did not manage. Please write the reply yourself.",
    "ungrounded": "what was drafted is more than its sources say. Please write the reply yourself.",
}

#: Why a sentence of a suggestion should be looked at twice, after the sentence itself.
FAULTS: Final = {
    "no_source": "names no source.",
    "unknown_source": "names a source that this request may not rest on.",
    "internal": "rests on an article that is not written for customers.",
    "quote": "quotes what does not stand in its source.",
    "expired": "rests on a source that is past its date or waits to be checked.",
    "old_record": "states what was read too long ago.",
    "placeholder": "has a gap that nothing was put in for.",
    "link": "has a link or address that its source does not have.",
    "number": "has a number, date or amount that its source does not have.",
    "polarity": "says a yes or no, a before or after, that its source does not say.",
    "promise": "promises what its source does not promise.",
    "name": "has a name that its source does not have.",
    "wording": "has words that come from no source.",
    "language": "is not in the customer’s language.",
    "asked": "asks what the customer seems to have said already.",
}

STOPPED: Final = {
    "new_message": "the customer wrote again",
    "source_changed": "“{title}” has changed",
    "source_expired": "“{title}” is past its date",
    "source_quarantined": "“{title}” is held back until {owner} has checked it: {why}",
    "record_gone": "{record} can no longer be tied to this customer",
    "record_changed": "{what} was {before}, is now {now}",
    "refused": "the helpdesk refused it ({detail})",
    "not_taken": "it was sent {times} times and never came to be there",
    "privacy": "{who} reported that it says something that it should not",
    "wrong_customer": "{who} reported that it is about another customer",
    "merged": "the ticket was merged into {number}",
    "answered_outside": "{who} answered outside Deskhand",
    "helpdesk_unreachable": "the helpdesk could not be reached",
    "record_unreachable": "{record} could not be read",
}
#: Where nothing has changed: what had been suggested could not be handed over.
NOT_TAKEN: Final = frozenset({"refused", "helpdesk_unreachable", "not_taken"})
#: Why an approved reply has not left yet.
WAITING: Final = {
    "record_unreachable": "Waiting: {record} cannot be read just now.",
    "helpdesk_unreachable": "Waiting: the helpdesk cannot be reached just now.",
}

NOTICES: Final = {
    "figures_not_given": "The figures did not come as a file: Slack refused it. Perhaps files:write is missing.",
    "taken_over": "{who} took {number} over from you.",
    "assigned": "{who} gave {number} to you.",
    "away_set": "{who} says that you are away until {until}. If that is not so, change it: `/desk me` or *I am back*.",
    "away_ended": "{who} says that you are back.",
    "given_by_turn": "It is your turn: {number} was given to you. If you cannot take it, give it back.",
    "escalated": "{who} escalated {number} to you{reason}. Accept it, or pass it on.",
    "escalated_late": "{who} escalated {number}{reason}. Nobody has accepted it yet (asked so far: {asked}). "
    "Please accept it, or pass it on.",
    "escalation_passed": "{who} passed {number} on to you{reason}. Accept it, or pass it on.",
    "escalation_unanswered": "{number}: nobody has accepted the escalation. Asked: {asked}. Please reach one of them.",
    "merged_yours": "{who} merged {merged}, which you had, into {number}.",
    "merged_yours_outside": "{merged}, which you had, was merged into {number} in the helpdesk.",
    "merged_here_outside": "{merged} was merged into {number}, which you have, in the helpdesk.",
    "merged_here": "{who} merged {merged} into {number}, which you have.",
    "moved_away": "{who} moved {number} to {queue}. You do not work there, so it is free again.",
    "promise_due": "{number}: the customer was promised an answer by now; you have the ticket.",
    "woke": "{number} is awake again; you have it.",
    "second_approval_late": "{number}: a reply still waits for its second approval. Asked so far: {asked}. "
    "Please reach them; a lead of the queue can also send it alone.",
    "report_settled": "{who} has settled the report on {number}.",
    "handoff_answered": "{number}: {handoff} has been answered by {department}: {result}.",
    "handoff_proposed": "{number}: {department} can do {handoff} by {at} instead of {wanted}. "
    "Tell them if that is too late.",
    "handoff_late_accept": "{number}: {department} has not answered {handoff}; it should have by {at}.",
    "handoff_late_promise": "{number}: {department} has not kept its promise for {handoff} ({at}). "
    "Holding reply… tells the customer that somebody is on it.",
    "reply_bounced": "{number}: your reply did not arrive ({status}). The mail server's words are in the thread. "
    "Check the address, or reach the customer in another way.",
    "sent_alone": "{who} gave the second approval for {number} in your place, as a lead.",
}

ROLES: Final = {
    "member": "members of the queue",
    "lead": "leads of the queue",
    "manager": "managers",
    "owner": "the owner",
    "deputy": "the deputies",
    "holder": "whoever holds the ticket",
    "asked": "whoever was asked to take it",
    "data": "whoever answers for data",
    "team": "the team",
    "service": "the API",
}

#: What wrote a suggestion, by the engine of the desk file.
ENGINES: Final = {
    "questions": "somebody’s click on Ask for it, from the team’s own questions",
    "embedded": "the built-in assistant, from your articles and templates",
    "outside": "a model outside the house, checked here against your articles and records",
}
