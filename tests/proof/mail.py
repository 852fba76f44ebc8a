"""What keeps the promises about sources that are asked, and about mail."""

from typing import Final

from tests.proof.mutant import Mutant

MAIL: Final = (
    Mutant(
        promise="What a source is asked for is stored, once, and no fault holds up the rest",
        without="what fails is kept for a person",
        file="bot/inlets.py",
        before='            await self._park(told, mark, f"failed; see request {name} in the log")\n',
        after="            pass\n",
        test="tests/flow/test_inlets.py::test_one_that_fails_is_kept_and_holds_up_nothing",
    ),
    Mutant(
        promise="No mail gets into a stranger's ticket",
        without="the sender who has written there",
        file="bot/domain/letter.py",
        before="    return bool(letter.answers) or letter.sender.email.casefold() in",
        after="    return bool(letter) or letter.sender.email.casefold() in",
        test="tests/flow/test_letters.py::test_a_strangers_mail_gets_into_nobodys_ticket",
    ),
    Mutant(
        promise="No reply twice",
        without="the doubt after a mail's text",
        file="bot/helpdesk/mail/sending.py",
        before="        self._written = True\n",
        after="        self._written = False\n",
        test="tests/unit/mail/test_replies.py::test_what_is_known_after_the_text_was_written",
    ),
)
