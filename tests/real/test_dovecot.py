"""Our mailbox against Dovecot, an IMAP server that much of the world's mail is read by. It runs for the test alone."""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from imaplib import IMAP4
from pathlib import Path

import pytest

from bot.domain.desk_mail import Server
from bot.domain.inlet import Drawn, SourceAway
from bot.domain.letter import Letter
from bot.helpdesk.mail.files import MailFiles
from bot.helpdesk.mail.inlet import WHOLE, MailInlet
from bot.helpdesk.mail.mailbox import Login, Mailbox
from bot.helpdesk.mail.names import Names
from bot.helpdesk.mail.parsing import Reader

DOVECOT = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else "")
pytestmark = pytest.mark.skipif(
    not DOVECOT or not os.environ.get("MAIL_REAL"), reason="make test-real runs it, where Dovecot is"
)

OURS, PASSWORD = "support@shop.example", "opensesame"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
default_internal_user = {user}
default_login_user = {user}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Beside pytest's own folder: whatever runs pytest next to this closes that to the server's users."""
    with tempfile.TemporaryDirectory(prefix="dovecot-") as name, socket.socket() as free:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "mail").mkdir()
        (folder / "mail").chmod(0o777)
        free.bind(("127.0.0.1", 0))
        found = int(free.getsockname()[1])
        free.close()
        config = folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(folder=folder, port=found, password=PASSWORD, uid="mail", gid="mail", user="dovecot")
        )
        server = subprocess.Popen([DOVECOT, "-F", "-c", str(config)])
        try:
            _wait_for(found)
            yield found
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def put(port: int, raw: bytes, user: str = OURS, folder: str = "INBOX") -> None:
    """A mail comes, as another program of the mailbox's puts it there."""
    with IMAP4("127.0.0.1", port) as other:
        other.login(user, PASSWORD)
        assert other.append(folder, "", "", raw)[0] == "OK"


def mail(number: int) -> bytes:
    sent = EmailMessage(policy=SMTP)
    sent["From"], sent["Subject"] = "jo.doe@mail.example", f"Question {number}"
    sent["Message-ID"] = f"<m{number}@mail.example>"
    sent.set_content("Where is my order 4417?")
    return sent.as_bytes()


def box(port: int, password: str = PASSWORD, user: str = OURS) -> Mailbox:
    return Mailbox(Server("127.0.0.1", port, tls=False), Login(user, password), "INBOX", time_out=10.0)


def inlet(port: int, user: str = OURS, reach_back: timedelta = timedelta(0)) -> MailInlet:
    reader = Reader(names=Names("mail", "shop.example", (b"a key",)), ours={OURS})
    return MailInlet("mail", box(port, user=user), reader, reach_back=reach_back, now=lambda: datetime.now(UTC))


def subjects(drawn: Drawn) -> list[str]:
    return [told.arrival.subject for told in drawn.told if isinstance(told.arrival, Letter)]


async def test_what_comes_is_told_at_once_and_read_once_without_a_mark(port: int) -> None:
    put(port, mail(1))
    asked = inlet(port)
    mark = (await asked.since("")).mark
    waiting = asyncio.create_task(asked.news())
    await asyncio.to_thread(put, port, mail(2))
    async with asyncio.timeout(15):
        await waiting
    second = await asked.since(mark)
    assert subjects(second) == ["Question 2"]
    assert subjects(await asked.since(second.mark)) == []
    put(port, mail(3))
    assert subjects(await asked.since(second.mark)) == ["Question 3"]
    await asked.close()
    with IMAP4("127.0.0.1", port) as other:
        other.login(OURS, PASSWORD)
        other.select()
        assert other.search(None, "SEEN")[1] == [b""]


async def test_a_folder_that_was_made_anew_loses_nothing(port: int) -> None:
    user = "again@shop.example"
    put(port, mail(1), user)
    asked = inlet(port, user, timedelta(days=1))
    mark = (await asked.since("")).mark
    await asked.close()
    with IMAP4("127.0.0.1", port) as other:
        other.login(user, PASSWORD)
        assert other.create("Old")[0] == "OK"
        assert other.select()[0] == "OK"
        assert other.copy("1:*", "Old")[0] == "OK"
    # Another validity, as after a restored backup: the mark names one that is no more.
    stale = ":".join([str(int(mark.split(":")[0]) - 1), *mark.split(":")[1:]])
    put(port, mail(2), user)
    assert subjects(await asked.since(stale)) == ["Question 1", "Question 2"]
    await asked.close()


async def test_a_file_of_a_large_mail_is_fetched_alone_and_an_id_is_found(port: int) -> None:
    user = "large@shop.example"
    asked = inlet(port, user)
    mark = (await asked.since("")).mark
    sent = EmailMessage(policy=SMTP)
    sent["From"], sent["Subject"], sent["Message-ID"] = "jo@mail.example", "Pot", "<deskhand-1-a@shop.example>"
    sent.set_content("The pot is broken.")
    photo = os.urandom(14_000_000)
    sent.add_attachment(photo, maintype="image", subtype="jpeg", filename="brökén.jpg")
    raw = sent.as_bytes()
    assert len(raw) > WHOLE
    put(port, raw, user)
    (told,) = (await asked.since(mark)).told
    assert isinstance(told.arrival, Letter)
    (file,) = told.arrival.attachments
    assert (file["name"], file["type"], told.arrival.body.strip()) == ("brökén.jpg", "image/jpeg", "The pot is broken.")
    fetched = await MailFiles(lambda: box(port, user=user)).fetch(file["url"])
    assert fetched.content == photo
    looked = box(port, user=user)
    await asyncio.to_thread(looked.open)
    assert len(await asyncio.to_thread(looked.named, "deskhand-1-a@shop.example")) == 1
    assert await asyncio.to_thread(looked.named, "deskhand-2-a@shop.example") == []
    looked.close()
    await asked.close()


async def test_who_cannot_sign_in_is_told_so(port: int) -> None:
    with pytest.raises(SourceAway, match="refused user and password"):
        await asyncio.to_thread(box(port, "wrong").open)
