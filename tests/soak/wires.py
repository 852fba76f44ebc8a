"""All the wires of a soak, and when they are whole."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from random import Random
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from sandbox import Sandbox
from store.engine import is_sqlite
from tests.soak.links import Link


class Wires:
    """Links to Slack, to the helpdesk, from it, and to PostgreSQL. They are whole but for the time of `faulty`."""

    def __init__(self, url: str, workspace: Sandbox, chance: Random) -> None:
        self.database = url
        self.hook = Link("webhook", chance, 0.05)
        self._slack = Link("slack", chance, 0.02)
        self._helpdesk = Link("helpdesk", chance, 0.1)
        self._postgres = Link("postgres", chance, 0.01, database=True)
        self._workspace = workspace
        self._links = [self.hook, self._slack, self._helpdesk, self._postgres]

    async def __aenter__(self) -> "Wires":
        for link in self._links:
            link.quiet = True
            await link.open()
        sandbox = urlsplit(self._workspace.url)
        for link in (self._slack, self._helpdesk):
            link.lead_to(str(sandbox.hostname), int(sandbox.port or 0))
        # What Slack names itself in answers and payloads, such as `response_url`, leads over the wire as well.
        self._workspace.url = f"http://127.0.0.1:{self._slack.port}"
        if not is_sqlite(self.database):
            there = make_url(self.database)
            self._postgres.lead_to(str(there.query.get("host") or there.host), there.port or 5432)
            here = there.set(host="127.0.0.1", port=self._postgres.port, query={})
            self.database = here.render_as_string(hide_password=False)
        return self

    async def __aexit__(self, *_: object) -> None:
        for link in self._links:
            await link.close()

    @property
    def environment(self) -> dict[str, str]:
        """Where a process finds Slack and the helpdesk: at this end of their wires."""
        return {
            "SLACK_API_URL": f"http://127.0.0.1:{self._slack.port}{urlsplit(self._workspace.api_url).path}",
            "REPLY_URL_GENERIC": (
                f"http://127.0.0.1:{self._helpdesk.port}{urlsplit(self._workspace.customers.reply_url).path}"
            ),
        }

    @property
    def faults(self) -> Counter[str]:
        """What went wrong on them, by wire and kind."""
        return sum((link.faults for link in self._links), Counter())

    @contextlib.contextmanager
    def faulty(self) -> Iterator[None]:
        """Things go wrong meanwhile."""
        self._quiet(False, *self._links)
        try:
            yield
        finally:
            self._quiet(True, *self._links)

    @contextlib.contextmanager
    def whole_database(self) -> Iterator[None]:
        """The wire to the database is whole meanwhile."""
        self._quiet(True, self._postgres)
        try:
            yield
        finally:
            self._quiet(False, self._postgres)

    def _quiet(self, quiet: bool, *links: Link) -> None:
        for link in links:
            link.quiet = quiet
