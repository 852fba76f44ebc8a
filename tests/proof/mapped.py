"""What is taken out of helpdesks that the desk file alone describes."""

from typing import Final

from tests.proof.mutant import Mutant

_PROMISE: Final = "A described helpdesk loses nothing and leaks nothing"
_READ: Final = "tests/unit/helpdesk/test_mapped.py::"
_FILLED: Final = "tests/unit/helpdesk/test_templates.py::"

MUTANTS: Final = (
    Mutant(
        promise=_PROMISE,
        without="only what is said to be public is",
        file="bot/helpdesk/mapped.py",
        before='    data["public"] = data.get("public") is True\n',
        after='    data["public"] = data.get("public") is not False\n',
        test=_READ + "test_only_what_is_said_to_be_public_is",
    ),
    Mutant(
        promise=_PROMISE,
        without="what no entry fits is kept for a person",
        file="bot/helpdesk/mapped.py",
        before="        if not found and not (self._ignore",
        after="        if False and not (self._ignore",
        test=_READ + "test_a_delivery_that_the_map_does_not_know_is_kept_for_a_person",
    ),
    Mutant(
        promise=_PROMISE,
        without="a signed time is now",
        file="bot/helpdesk/mapped.py",
        before="    return not proof.time_header or in_time",
        after="    return True or in_time",
        test=_READ + "test_a_signature_of_another_time_is_not_believed",
    ),
    Mutant(
        promise=_PROMISE,
        without="Jinja2's sandbox",
        file="bot/helpdesk/templates.py",
        before="    from jinja2.sandbox import ImmutableSandboxedEnvironment\n",
        after="    from jinja2 import Environment as ImmutableSandboxedEnvironment\n",
        test=_FILLED + "test_nor_a_way_out",
    ),
    Mutant(
        promise=_PROMISE,
        without="values in a path are quoted",
        file="bot/helpdesk/templates.py",
        before='    return quote(text, safe="")\n',
        after="    return text\n",
        test=_FILLED + "test_a_template_is_filled",
    ),
    Mutant(
        promise=_PROMISE,
        without="one key for one reply",
        file="bot/helpdesk/mapped_replies.py",
        before='f"deskhand-{self._source}-{reply.reply_id}"',
        after="f\"deskhand-{id(values)}-{len(headers)}-{__import__('os').urandom(4).hex()}\"",
        test="tests/helpdesk/test_mapped.py",
    ),
)
