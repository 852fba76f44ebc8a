"""The methods of the Web API, one file a family."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.methods import app, chat, conversations, files, people, views
from sandbox.methods.call import Method

METHODS: Mapping[str, Method] = {
    **app.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **views.METHODS,
}
