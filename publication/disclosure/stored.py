"""What was disclosed of an event, to be stored beside it: no number that is withheld is in it."""

from collections.abc import Mapping

from publication.disclosure.splits import is_withheld
from publication.disclosure.types import Disclosed, Table
from rss_registry.figures import Figure, Suppression


def to_json(disclosed: Disclosed) -> dict:
    """Plain values for a JSON column; read back by `from_json` as an earlier version for `suppress`."""
    return {
        "total": _cell(disclosed.total),
        "splits": {split: _cells(cells) for split, cells in disclosed.splits.items()},
        "tables": {
            key: {
                "total": _cell(table.total),
                "cells": _cells(table.cells),
                "is_subset": table.is_subset,
            }
            for key, table in disclosed.tables.items()
        },
    }


def from_json(stored: Mapping) -> Disclosed:
    tables = {
        name: Table(_figure(table["total"]), _figures(table["cells"]), table["is_subset"])
        for name, table in stored["tables"].items()
    }
    splits = {split: _figures(cells) for split, cells in stored["splits"].items()}
    return Disclosed(_figure(stored["total"]), splits, tables)


def _cells(cells):
    return {str(key): _cell(figure) for key, figure in cells.items()}


def _cell(figure):
    value = None if is_withheld(figure) else figure.value
    return [value, str(figure.basis), figure.suppression.value]


def _figures(cells):
    return {key: _figure(cell) for key, cell in cells.items()}


def _figure(cell):
    value, basis, suppression = cell
    suppression = Suppression(suppression)
    # Withheld, but known: only its number is not stored.
    return Figure(value if suppression is Suppression.NONE else 0, basis, suppression)
