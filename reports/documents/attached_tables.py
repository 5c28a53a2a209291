"""The rows behind a document, inside it: for a spreadsheet, and for a program with what each column means."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.timezone import localtime

from rss_registry.pdf import AttachedFile
from website.datasets.columns import Dataset, Table
from website.datasets.formats import write_csv, write_json


def table_of(dataset: Dataset, things: Iterable, address: str, name: str) -> Table:
    """Of things that have been read, so that each format may go through them."""
    rows = [dataset.cells(thing) for thing in things]
    return Table(dataset, rows, len(rows), address, name)


def attached_tables(tables: Iterable[Table], as_of: datetime) -> list[AttachedFile]:
    """CSV and JSON of each table that has rows; dated like the document, so that its bytes stay the same."""
    return [file for table in tables if table.count for file in _files(table, as_of)]


def _files(table, as_of) -> Iterator[AttachedFile]:
    title = str(table.dataset.title)
    described = [
        {
            "code": column.code,
            "header": str(column.header),
            "type": column.kind.value,
            "note": str(column.note),
        }
        for column in table.dataset.columns
    ]
    day = localtime(as_of).date()
    yield AttachedFile(f"{table.name}.csv", b"".join(write_csv(table)), title)
    rows = b"".join(write_json(table, generated_on=day, columns=described))
    yield AttachedFile(f"{table.name}.json", rows, title)
