"""The pages of staff that are measured, with those of the stock admin in their place, and what each takes."""

import statistics
import sys
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Event
from organisations.models import User
from script.benchmark.filled_forms import sent_of
from script.benchmark.processors import Processors
from script.benchmark.staff_register import BACKEND, COORDINATOR, OFFICERS, STOCK

REPEATS, WARM_UP = 7, 3
# What is typed into a page that is sent back untouched.
AS_IT_WAS = "-"
_FORM = "application/x-www-form-urlencoded"
HOST = {"headers": {"host": "127.0.0.1", "accept-encoding": "gzip"}}


def cases():
    """The pages of the register, each with who opens it and what stands in its place in the stock admin.

    Name, account, address, address of the stock admin, and of a page that is saved, what is typed into it.
    """
    draft = Event.objects.get(created_by__username=OFFICERS[0]).pk
    published = Event.objects.published().held().filter(sensitivity="public").order_by("pk")[7].pk
    base, peer = "/fr/admin/events/event/", "/admin/events/event/"
    record, peer_record = f"{base}{draft}/change/", f"{peer}{draft}/change/"
    officer = OFFICERS[0]
    return [
        ("home, officer", officer, "/fr/admin/", "/admin/", ""),
        ("home, coordinator", COORDINATOR, "/fr/admin/", "/admin/", ""),
        ("list of events, officer", officer, base, peer, ""),
        ("list of events, coordinator", COORDINATOR, base, peer, ""),
        ("new event", officer, f"{base}add/", f"{peer}add/", ""),
        ("record, its parts", officer, record, peer_record, ""),
        *(
            (f"form: {part}", officer, f"{record}?section={part}", peer_record, "")
            for part in ("essentiel", "ou", "qui", "participants", "tout")
        ),
        ("save: essentiel", officer, f"{record}?section=essentiel", peer_record, "venue"),
        ("save: ou", officer, f"{record}?section=ou", peer_record, "venue"),
        ("save: participants, as it was", officer, f"{record}?section=participants", peer_record, AS_IT_WAS),
        ("save: tout", officer, f"{record}?section=tout", peer_record, "venue"),
        (
            "save: ou, published",
            COORDINATOR,
            f"{base}{published}/change/?section=ou",
            f"{peer}{published}/change/",
            "venue",
        ),
    ]


def measured(client, now, address, typed, repeats=REPEATS):
    """Queries and milliseconds of a page, or of the answer to what is typed into it."""

    def asking(number):
        """Made ready beforehand: what a browser does costs the register nothing."""
        if not typed:
            return lambda: client.get(address, **HOST)
        page = client.get(address, headers={"host": "127.0.0.1"}).content.decode()
        body = urlencode(sent_of(page, {} if typed == AS_IT_WAS else {typed: f"Salle {number}"}))
        return lambda: client.post(address, body, content_type=_FORM, **HOST)

    taken = []
    for number in range(WARM_UP + repeats):
        ask = asking(number)
        start = now()
        answer = ask()
        taken.append(now() - start)
        if answer.status_code != (302 if typed else 200):
            sys.exit(f"{address} answered {answer.status_code}.")
    ask = asking(number + 1)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return {"queries": len(queries), "ms": statistics.median(taken[WARM_UP:])}


def signed_in(name):
    client = Client()
    client.force_login(User.objects.get(username=name), backend=BACKEND)
    return client


def measured_pages(site):
    """By the name of each page its address, its account and its figures."""
    processors, found = Processors(), {}
    for name, account, address, stock_address, typed in cases():
        user = STOCK if site == "stock" else account
        page = stock_address if site == "stock" else address
        found[name] = {"address": page, "account": user, "typed": typed}
        found[name] |= measured(signed_in(user), processors.now, page, typed)
    return found
