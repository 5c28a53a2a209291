"""Officers at work: each saves records through the pages, and says what the register acknowledged.

An officer is a process of its own, parted from one that has read the code, so that hundreds can be killed.
"""

import os
import secrets
import select
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import close_old_connections, connection
from django.test import Client

from events.models import Event
from organisations.models import User
from script.benchmark.filled_forms import sent_of

_FORM = "application/x-www-form-urlencoded"
_HOST = {"headers": {"host": "127.0.0.1"}}
BACKEND = "django.contrib.auth.backends.ModelBackend"
# Longer than whatever a healthy register takes, the turn of another writer included.
PATIENCE = 30.0


class Browser(Client):
    """Of an officer. A fault stands around what he sends."""

    around_what_is_sent = staticmethod(nullcontext)

    def request(self, **request):
        # As a server does before each request, and Django's client does not.
        close_old_connections()
        return super().request(**request)

    def post(self, *args, **kwargs):
        with self.around_what_is_sent():
            return super().post(*args, **kwargs)


def stand_around(fault: Callable) -> None:
    """Have this context stand around whatever the officers of this process send."""
    Browser.around_what_is_sent = staticmethod(fault)


@dataclass
class Officer:
    """`acknowledged`: by the number of a record the last venue that a page said was saved."""

    pid: int
    told: int
    acknowledged: dict[int, str] = field(default_factory=dict)
    _rest: bytes = b""

    def hear(self) -> bytes:
        """What it has said since; empty once it is gone."""
        said = os.read(self.told, 65536)
        *lines, self._rest = (self._rest + said).split(b"\n")
        for line in lines:
            number, venue = line.decode().split(" ", 1)
            self.acknowledged[int(number)] = venue
        return said

    def wait_for(self, number: int) -> bool:
        """Until it has saved so many records, or is gone; False when it stands still."""
        while len(self.acknowledged) < number:
            readable, _writable, _wrong = select.select([self.told], [], [], PATIENCE)
            if not readable:
                return False
            if not self.hear():
                break
        return True

    def end(self, how: int = signal.SIGKILL) -> None:
        """End it, and take down what it had said before."""
        os.kill(self.pid, how)
        while self.hear():
            pass
        os.close(self.told)
        os.waitpid(self.pid, 0)

    def wait(self) -> bool:
        """Until it has ended by itself; False when it failed, or did not end in time and was killed."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                while self.hear():
                    pass
                os.close(self.told)
                return status == 0
            time.sleep(0.01)
        self.end()
        return False


def at_work(prepare: Callable[[], None] = lambda: None, *, saves: int | None = None) -> Officer:
    """An officer in a process of its own, who saves until killed, or `saves` times."""
    connection.close()
    told, says = os.pipe()
    pid = os.fork()
    if pid:
        os.close(says)
        return Officer(pid, told)
    os.close(told)
    try:
        prepare()
        _work(says, saves)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _work(says, saves):
    client = Browser(raise_request_exception=False)
    client.force_login(User.objects.get(username="officer"), backend=BACKEND)
    number = 0
    while saves is None or number < saves:
        number += 1
        key, venue = save_new_record(client)
        if key:
            os.write(says, f"{key} {venue}\n".encode())


def save_new_record(client: Client) -> tuple[int | None, str]:
    """A new record as an officer types it: its number, and the venue that was said to be saved."""
    venue = f"Salle {secrets.token_hex(6)}"
    page = client.get("/fr/admin/events/event/add/", **_HOST)
    if page.status_code != 200:
        return None, venue
    typed = {"title_fr": f"Atelier {venue}", "venue": venue}
    answer = client.post(
        "/fr/admin/events/event/add/",
        urlencode(sent_of(page.content.decode(), typed)),
        content_type=_FORM,
        **_HOST,
    )
    if answer.status_code != 302:
        return None, venue
    numbers = [part for part in answer["Location"].split("/") if part.isdigit()]
    return (int(numbers[0]) if numbers else None), venue


def lost(officers) -> list[int]:
    """Records that were acknowledged and are not there, or are there otherwise."""
    told = {}
    for officer in officers:
        told |= officer.acknowledged
    stored = dict(Event.objects.filter(pk__in=told).values_list("pk", "venue"))
    return sorted(key for key, venue in told.items() if stored.get(key) != venue)
