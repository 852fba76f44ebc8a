"""What is taken out of the ways in and out of helpdesks."""

from typing import Final

from tests.proof.mutant import Mutant

_CONTRACT: Final = "tests/helpdesk/test_contract.py::"
_UNHEARD: Final = "What a helpdesk told while nobody heard it comes all the same"
_REPLIES: Final = "tests/helpdesk/test_replies.py::"

MUTANTS: Final = (
    Mutant(
        promise="A helpdesk is heard only as itself",
        without="comparing what proves a delivery",
        file="bot/helpdesk/proof.py",
        before="    return hmac.compare_digest(given.encode",
        after="    return True or hmac.compare_digest(given.encode",
        test=_CONTRACT + "test_what_is_not_proven_is_not_heard",
    ),
    Mutant(
        promise="A helpdesk gets each reply once",
        without="a person is asked where something else stands there",
        file="bot/helpdesk/lines.py",
        before='stands there") if later else Found("missing")\n',
        after='stands there") if False else Found("missing")\n',
        test=_REPLIES + "test_where_something_else_stands_there_nobody_guesses",
    ),
    Mutant(
        promise="A helpdesk gets each reply once",
        without="a dropped line is not tried again by the library",
        file="bot/helpdesk/rest.py",
        before="                middlewares=(_once,),\n",
        after="",
        test=_REPLIES + "test_what_was_written_without_a_clear_answer_is_found_there",
    ),
    Mutant(
        promise="A helpdesk gets each reply once",
        without="an echo is known by its words before the helpdesk has answered",
        file="bot/flow/intake_messages.py",
        before="        return leaving if same_words(leaving.body, arrival.body) else None\n",
        after="        return None\n",
        test=_REPLIES + "test_nor_is_one_that_comes_before_the_helpdesk_has_answered",
    ),
    Mutant(
        promise="A private note of a helpdesk stays one",
        without="what is not public answers nobody",
        file="bot/flow/intake_messages.py",
        before="    if not arrival.public:\n",
        after="    if False:\n",
        test=_CONTRACT + "test_a_private_note_stays_private_and_answers_nothing",
    ),
    Mutant(
        promise=_UNHEARD,
        without="the mark stands at what was read",
        file="bot/helpdesk/listing.py",
        before='        after = f"{max(new[-1].at, begun).isoformat()}#',
        after='        after = f"{now.isoformat()}#',
        test=_CONTRACT + "test_however_long_nobody_heard_it",
    ),
    Mutant(
        promise=_UNHEARD,
        without="a ticket is read once more when its second is over",
        file="bot/helpdesk/listing.py",
        before="        return read is not None and not read < ticket.at + _SETTLES <= now\n",
        after="        return read is not None\n",
        test="tests/unit/helpdesk/test_listing.py::test_two_messages_of_one_second_are_two",
    ),
    Mutant(
        promise=_UNHEARD,
        without="the headers of a delivery that could not be read",
        file="bot/flow/inbox.py",
        before="    told = inbound.events(raw, headers)\n",
        after="    told = inbound.events(raw, {})\n",
        test=_CONTRACT + "test_and_is_read_anew_after_a_mend",
    ),
    Mutant(
        promise=_UNHEARD,
        without="an old answer answers nothing newer",
        file="bot/flow/intake_messages.py",
        before="    if arrival.followed_by and conversations.holding(",
        after="    if False and conversations.holding(",
        test=_CONTRACT + "test_an_old_answer_that_comes_late_answers_nothing_newer",
    ),
    Mutant(
        promise=_UNHEARD,
        without="what was answered since opens nothing",
        file="bot/flow/intake.py",
        before="    if isinstance(arrival, CustomerMessage) and arrival.answered:\n",
        after="    if False and arrival.answered:\n",
        test="tests/flow/test_late_lines.py::test_what_was_answered_reopens_nothing",
    ),
)
