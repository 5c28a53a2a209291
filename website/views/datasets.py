"""Tables as files, streamed: what the page of the same address shows, all its pages at once."""

from collections.abc import Iterable, Iterator

from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override

from publication.questions.reading import event_facts
from website.datasets.addresses import media_type
from website.datasets.event_details import event_details
from website.datasets.formats import Headers, write_csv, write_json, write_xlsx
from website.datasets.tables import TABLES, event_table
from website.views.events import gone
from website.views.refusals import too_long

# A workbook is made whole before it is sent: beyond this, nobody would wait for it.
MOST_WORKBOOK_ROWS = 20_000


def in_language(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of an answer, each made in the language of the request.

    They are asked for after the view has returned, when another language may be active.
    """
    language, iterator = get_language(), iter(chunks)
    while True:
        with override(language):
            chunk = next(iterator, None)
        if chunk is None:
            return
        yield chunk


def streamed(chunks, content_type, filename, *, attached=True):
    response = StreamingHttpResponse(in_language(chunks), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(attached, filename)
    return response


def _csv(request, table):
    headers = request.GET.get("entetes", "")
    chunks = write_csv(
        table,
        headers=headers if headers in Headers.ALL else Headers.NAMES,
        semicolon=request.GET.get("separateur") == "point-virgule",
    )
    return streamed(chunks, f"{media_type('csv')}; charset=utf-8", _filename(table, "csv"))


def _xlsx(request, table):
    return FileResponse(
        write_xlsx(table),
        as_attachment=True,
        filename=_filename(table, "xlsx"),
        content_type=media_type("xlsx"),
    )


def _json(request, table, **details):
    return streamed(
        write_json(table, **details), media_type("json"), _filename(table, "json"), attached=False
    )


def _filename(table, suffix):
    return f"{table.name}-{get_language()}.{suffix}"


WRITTEN_HOW = ("entetes", "separateur")
WRITERS = {"csv": _csv, "xlsx": _xlsx, "json": _json}


def list_file(name: str, suffix: str):
    """The view of one list in one format; `name` is that of TABLES."""
    _dataset, make = TABLES[name]
    return table_file(make, suffix)


def table_file(make, suffix: str):
    """The view of the table that `make` reads for the query of a request."""

    def view(request):
        table = make(request.GET)
        if suffix == "xlsx" and table.count > MOST_WORKBOOK_ROWS:
            return too_long(request, list_url=table.address, count=table.count, limit=MOST_WORKBOOK_ROWS)
        return WRITERS[suffix](request, table)

    return view


def event_file(suffix: str):
    """The view of one event in one format."""

    def view(request, reference):
        facts = event_facts(reference)
        if facts is None:
            return gone(request, reference)
        details = event_details(facts) if suffix == "json" else {}
        return WRITERS[suffix](request, event_table(facts), **details)

    return view
