"""The desk's front towards Slack: what every listener may ask for besides its one use case.

Slack waits three seconds for an answer, and only for what is committed: whatever only the clicker sees (a modal, an
ephemeral line, the card at once) leaves in the background, so that a slow Slack costs nobody an answer.
"""

import asyncio
import copy
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import structlog

from bot.domain.card import CardFacts
from bot.domain.errors import DatabaseUnavailable, Refused
from bot.domain.roles import Action
from bot.flow import card, home, posting, reading
from bot.flow.ports import Runner
from bot.slack import escalation_notices, home_view, modals, notices
from bot.slack.buttons import forgetful
from bot.slack.cards import card as card_post
from bot.slack.click import Click
from bot.slack.errors import SlackError
from bot.slack.fingerprint import fingerprint
from bot.slack.gateway import Slack
from bot.slack.homes import Homes
from bot.slack.limits import Json, Post
from bot.words import Words, words

log = structlog.get_logger(__name__)

#: Slack's word for a trigger whose modal is there: the click was delivered twice.
_OPENED_ALREADY: Final = "exchanged_trigger_id"
#: And for a fourth modal on top of three.
_NO_ROOM: Final = "push_limit_reached"
#: And for a modal that was closed meanwhile, or shows something newer.
_OVERTAKEN: Final = frozenset({"not_found", "hash_conflict"})

#: Makes a modal of a ticket's facts.
MakeView = Callable[[CardFacts, Words], Json]


class Front:
    """The desk's front towards Slack. One object serves all listeners; it keeps no state about tickets.

    Its `words` are the desk's; a listener is handed a copy whose words are those of whoever clicked (`read_by`). What
    others see as well is drawn in the queue's language.
    """

    def __init__(
        self,
        runner: Runner,
        slack: Slack,
        *,
        language: str,
        refresh: Callable[[], Awaitable[None]],
        refresh_now: Callable[[], Awaitable[None]],
        prefix: str = "",
        escalation_reasons: tuple[str, ...] = (),
    ) -> None:
        self.runner = runner
        self.slack = slack
        self.words: Words = words(language)
        self.prefix = prefix
        self.escalation_reasons = escalation_reasons
        self._refresh = refresh
        self._refresh_now = refresh_now
        self.homes = Homes()
        self._tasks: set[asyncio.Task[None]] = set()

    async def read_by(self, slack_id: str) -> "Front":
        """This front in the language that somebody reads: what a listener answers them with. Raises
        `DatabaseUnavailable`."""
        said = words(await self.runner.read(reading.language, slack_id))
        if said is self.words:
            return self
        reader = copy.copy(self)  # tasks stay shared, so that all of them are waited for
        reader.words = said
        return reader

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background; its failure is logged and harms nobody."""
        task = asyncio.create_task(self._safely(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Let what is under way end; for shutting down and for tests."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _safely(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (SlackError, DatabaseUnavailable, Refused) as error:
            log.warning("afterwards.failed", cause=str(error))
        except Exception:
            log.exception("afterwards.failed")

    async def ensure_fresh(self) -> None:
        """Who stands where is known well enough to decide; if not, Slack is asked, and if that fails roles refuse."""
        await self._refresh()

    async def membership_changed(self) -> None:
        """Somebody joined or left a channel: ask Slack who stands where before the next decision."""
        await self._refresh_now()

    def refusal(self, refused: Refused) -> str:
        """What happened and what to do, for whoever asked."""
        return self.words.refusal(refused.code, {"help": f"/{self.prefix}desk help", **refused.facts})

    def open(self, click: Click, view: Callable[[], Awaitable[Json]]) -> None:
        """Open a modal after the answer. A refusal while it is made is shown as one. Where Slack does not open it, that
        is said by another way."""

        async def opening() -> None:
            try:
                made, instead = await view(), self.words.not_opened
            except Refused as refused:
                made, instead = self._refusal_view(refused), self.refusal(refused)
            await self._on_top(click, made, instead)

        self.later(opening())

    def open_about(
        self, click: Click, ticket_id: int, make: MakeView, *, draft: bool = False, to: Action = Action.READ
    ) -> None:
        """Open a modal about a ticket, made of its facts, `to` do something. With `draft` the suggestion is read in
        full there."""

        async def view() -> Json:
            return make(await self.runner.write(card.opened, ticket_id, click.by, draft=draft, to=to), self.words)

        self.open(click, view)

    def _refusal_view(self, refused: Refused) -> Json:
        return modals.message(self.words, self.words.not_now, self.refusal(refused))

    def refuse(self, click: Click, sentence: str) -> None:
        """Say where it was clicked why that may not be, and show there how the ticket stands."""
        if click.view_id and "t" in click.ids:
            self.later(self._show_in_view(click.view_id, click.ticket, click.by, sentence))
            return
        self.say(click, sentence)
        if "t" in click.ids:
            self.show(click, click.ticket)

    def say(self, click: Click, sentence: str, *, title: str = "") -> None:
        """A sentence for the clicker alone: on top of the modal that was clicked in, else beside the message. `title`
        is the modal's, where the sentence is no refusal."""
        if click.view_id or click.home:
            view = modals.message(self.words, title or self.words.not_now, sentence)
            self.later(self._on_top(click, view, sentence))
        else:
            self.tell(click, notices.say(sentence))

    async def _on_top(self, click: Click, view: Json, instead: str) -> None:
        try:
            await (self.slack.push_view if click.view_id else self.slack.open_view)(click.trigger_id, view)
        except SlackError as error:
            log.warning("view.not_opened", cause=str(error))
            if error.error == _NO_ROOM and not click.body["view"].get("submit"):  # nothing typed there is lost
                self.redraw(click, view)
            elif error.error != _OPENED_ALREADY:
                await self._tell(click, notices.say(instead))

    def redraw(self, click: Click, view: Json, view_hash: str = "") -> None:
        """Put `view` in place of the modal that was clicked in, unless it shows something else by now (`view_hash`)."""

        async def redrawing() -> None:
            try:
                await self.slack.update_view(click.view_id, view, view_hash)
            except SlackError as error:
                log.warning("view.not_updated", cause=str(error))
                if error.error not in _OVERTAKEN:
                    await self._tell(click, notices.say(self.words.not_opened))

        self.later(redrawing())

    def tell(self, click: Click, post: Post) -> None:
        """Show something to the clicker alone, by another way where Slack does not take the first. It may be lost, and
        may be told twice."""
        self.later(self._tell(click, post))

    async def _tell(self, click: Click, post: Post) -> None:
        if not (click.response_url and await self.slack.respond(click.response_url, post)):
            await self._tell_otherwise(click, post)

    async def _tell_otherwise(self, click: Click, post: Post) -> None:
        if click.channel[:1] in ("C", "G"):
            try:
                await self.slack.ephemeral(click.channel, click.by, post)
                return
            except SlackError as error:  # the app need not be in the channel of a command
                log.warning("ephemeral.not_shown", cause=str(error))
        await self.slack.post(await self.slack.open_dm(click.by), post)

    async def replace(self, click: Click, post: Post) -> None:
        """Put `post` in place of the message that was clicked in, or beside a list that Slack does not replace."""
        shown = await self.slack.respond(click.response_url, post, replace=True)
        if not shown and not click.channel.startswith("D"):
            await self._tell_otherwise(click, post)

    def show(self, click: Click, ticket_id: int) -> None:
        """Let what was clicked in show the ticket's new state at once: a card (docs/adr/0007), a direct message or a
        modal."""
        if click.view_id:
            self.later(self._show_in_view(click.view_id, ticket_id, click.by))
        elif click.response_url and click.channel.startswith("D"):
            self.later(self._show_in_message(click, ticket_id))
        elif click.response_url and click.message_ts:
            self.later(self._show(click, ticket_id))

    def forget(self, click: Click) -> None:
        """Let the menu of a clicked card forget what was chosen in it: the card is drawn again as it stands."""
        if click.response_url and click.message_ts and not click.view_id:
            self.later(self._draw_again(click))

    async def _draw_again(self, click: Click) -> None:
        await self.runner.write(posting.wanted_at_once, click.ticket)
        await self._show(click, click.ticket, drawing=click.trigger_id)

    def show_below(self, click: Click) -> None:
        """A modal was submitted: the ticket's modal below it, if there is one, shows what became of it."""
        if click.below and "t" in click.ids:
            self.later(self._show_in_view(click.below, click.ticket, click.by))

    def home_opened(self, person: str) -> None:
        """Somebody has opened App Home, and sees there what is theirs."""
        self.homes.opened(person)
        self.later(self._publish_home(person))

    def acted(self, click: Click) -> None:
        """Something was done in App Home, or in a modal that may stand over it: it shows what came of it."""
        if (click.home or click.view_id) and self.homes.looks(click.by):
            self.later(self._publish_home(click.by))

    async def _publish_home(self, person: str) -> None:
        async def publish() -> None:
            await self.ensure_fresh()
            theirs = await self.read_by(person)
            try:
                view = home_view.home(await self.runner.read(home.opened, person), theirs.words, prefix=self.prefix)
            except Refused as refused:
                view = home_view.outsider(theirs.refusal(refused))
            await self.slack.publish_home(person, view)

        await self.homes.publish(person, publish)

    async def _show_in_view(self, view_id: str, ticket_id: int, by: str, said: str = "") -> None:
        try:
            view = modals.about(await self.runner.write(card.opened, ticket_id, by), self.words, said=said)
        except Refused as refused:  # what they did has put it out of their sight
            view, said = self._refusal_view(refused), said or self.refusal(refused)
        try:
            await self.slack.update_view(view_id, view)
        except SlackError as error:
            log.warning("view.not_updated", cause=str(error))
            if said:
                await self.slack.post(await self.slack.open_dm(by), notices.say(said))

    async def _show_in_message(self, click: Click, ticket_id: int) -> None:
        facts = await self.runner.read(card.facts, ticket_id)
        found = facts.escalation
        escalated = found is not None and click.ids.keys() == {"t"}  # a message about the ticket, not about a reply
        await self.replace(click, (escalation_notices if escalated else notices).now(facts, self.words))

    async def _show(self, click: Click, ticket_id: int, *, drawing: str = "") -> None:
        found = await self.runner.read(posting.at_once, ticket_id, click.channel, click.message_ts)
        if found is None:
            return
        facts = found.facts
        post = card_post(facts, words(facts.queue_language), outbox_id=f"post-{found.post_id}")
        shown = forgetful(post, drawing) if drawing else post
        if await self.slack.respond(click.response_url, shown, replace=True):
            await self.runner.write(posting.shown_at_once, found, fingerprint(post))
