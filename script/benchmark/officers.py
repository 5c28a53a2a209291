"""Officers at work over HTTP, as a server sees them: what a page weighs, and many who save at once."""

import re
import statistics
import time
from http.client import HTTPConnection
from multiprocessing import get_context
from urllib.parse import urlencode, urljoin, urlsplit

from script.benchmark.filled_forms import Page, sent_of

_IS_KEPT = re.compile(r"max-age=[1-9]")
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Officer:
    """A signed-in browser with one connection."""

    def __init__(self, port, session, origin=""):
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies = {"sessionid": session} if session else {}
        self._origin = origin or f"http://127.0.0.1:{port}"

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._connection.close()

    def ask(self, method, path, fields=None, **headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers |= {"Cookie": cookies, "Origin": self._origin, **(_FORM if fields else {})}
        self._connection.request(method, path, urlencode(fields) if fields else None, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer, content


def weight_of(port, session, path):
    """Bytes of a repeat visit: the page, compressed, and what it loads that a browser may not keep."""
    with Officer(port, session) as officer:
        return _weight_of(officer, path)


def _weight_of(officer, path):
    _answer, content = officer.ask("GET", path)
    files = [urljoin(path, file) for file in Page(content.decode()).files]
    weight = _on_the_wire(*officer.ask("GET", path, **{"Accept-Encoding": "br, gzip"}))
    for file in dict.fromkeys(urlsplit(file).path for file in files):
        answer, content = officer.ask("GET", file, **{"Accept-Encoding": "br, gzip"})
        if not _IS_KEPT.search(answer.headers.get("Cache-Control", "")):
            weight += _on_the_wire(answer, content)
    return weight


def _on_the_wire(answer, content):
    return len(str(answer.headers).encode()) + len(content)


def save_together(port, works, saves):
    """Each officer opens his page, types and saves, again and again, all at the same time.

    `works`: of each the session, the address, and the field that he types into.
    """
    with get_context("fork").Pool(len(works)) as pool:
        start = time.perf_counter()
        found = pool.starmap(_work, [(port, saves, *work) for work in works])
        seconds = time.perf_counter() - start
    times = sorted(each for taken, _refused in found for each in taken)
    return {
        "saves": len(works) * saves,
        "refused": sum(refused for _taken, refused in found),
        "median": statistics.median(times),
        "p95": times[int(0.95 * len(times))],
        "slowest": times[-1],
        "seconds": seconds,
    }


def _work(port, saves, session, path, field):
    taken, refused = [], 0
    with Officer(port, session) as officer:
        for number in range(saves):
            _answer, page = officer.ask("GET", path)
            fields = sent_of(page.decode(), {field: f"Salle {number}"})
            start = time.perf_counter()
            answer, _content = officer.ask("POST", path, fields)
            taken.append(time.perf_counter() - start)
            refused += answer.status != 302
    return taken, refused
