"""The desk with what people have decided since its file was written, kept so that it is not read for every request."""

from threading import Lock
from time import monotonic
from typing import Final

from bot.domain.desk import Desk
from bot.domain.overlay import Overlay, applied
from store import overlay
from store.unit_of_work import UnitOfWork

#: For so long (seconds) what another process has decided may go unnoticed. Whatever lets something leave reads anew.
LAG: Final = 2.0
#: Nobody waits longer (seconds) for a colleague's look; the desk as it was known serves meanwhile.
_PATIENCE: Final = 0.5


class Overlaid:
    """One process's view; safe to use from several threads."""

    def __init__(self) -> None:
        self._overlay = Overlay()
        self._laid: tuple[Desk, Overlay, Desk] | None = None  # the last desk as written, the overlay, and both
        self._version: overlay.Version | None = None
        self._looked_at = float("-inf")
        self._decisions = 0  # of this process: a look that began before one does not count after it
        self._looking = Lock()

    def over(self, written: Desk) -> Desk:
        """A desk with what is known to have been decided."""
        known, laid = self._overlay, self._laid
        if laid is None or laid[0] is not written or laid[1] is not known:
            laid = self._laid = (written, known, applied(written, known))
        return laid[2]

    @property
    def stale(self) -> bool:
        return monotonic() - self._looked_at > LAG

    def forget(self) -> None:
        """This process has decided something: the next transaction looks."""
        self._decisions += 1
        self._looked_at = float("-inf")

    def refresh(self, uow: UnitOfWork) -> None:
        """Look whether anything was decided, and read it if so."""
        if not self._looking.acquire(timeout=_PATIENCE):
            return
        try:
            if not self.stale:
                return
            decisions, version = self._decisions, overlay.version(uow)
            if version != self._version:
                self._overlay, self._version = overlay.read(uow), version
            if decisions == self._decisions:
                self._looked_at = monotonic()
        finally:
            self._looking.release()
