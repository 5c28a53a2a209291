"""The page of data: every dataset, its dictionary, its terms, its files; the same for programs."""

from dataclasses import dataclass

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rss_registry.figures import Figure, Suppression, threshold_words
from website.datasets.addresses import Download, downloads_of_dataset
from website.datasets.columns import Column, Dataset, Kind
from website.datasets.licence import LICENCE
from website.datasets.tables import TABLES

# A table schema knows no lists: in a CSV they are text with bars between.
_SCHEMA_TYPES = {Kind.LIST: "string"}


@dataclass(frozen=True)
class DictionaryLine:
    column: Column
    french: str
    english: str
    kind: str


@dataclass(frozen=True)
class OfferedDataset:
    dataset: Dataset
    links: tuple[Download, ...]
    lines: tuple[DictionaryLine, ...]


def offered() -> list[OfferedDataset]:
    return [
        OfferedDataset(dataset, tuple(downloads_of_dataset(name)), tuple(_lines(dataset)))
        for name, (dataset, _make) in TABLES.items()
    ]


def _lines(dataset):
    kinds = {
        Kind.TEXT: _("texte"),
        Kind.NUMBER: _("nombre"),
        Kind.INTEGER: _("nombre entier"),
        Kind.DATE: _("date"),
        Kind.YES_NO: _("oui ou non"),
        Kind.LIST: _("liste"),
    }
    for column in dataset.columns:
        yield DictionaryLine(column, column.header_in("fr"), column.header_in("en"), kinds[column.kind])


def data_page(request):
    context = {"datasets": offered(), "licence": LICENCE, **threshold_words()}
    return render(request, "website/data.html", context)


def datapackage(request):
    """The same as a Frictionless data package."""
    package = {
        "profile": "tabular-data-package",
        "name": "registre-des-ateliers-rss-mali",
        "title": _("Registre des ateliers RSS"),
        "homepage": f"{settings.PUBLIC_URL}{reverse('website:data')}",
        "licenses": [{"name": LICENCE.code, "title": LICENCE.name, "path": LICENCE.url}],
        "resources": [_resource(name, dataset) for name, (dataset, _make) in TABLES.items()],
    }
    return JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _resource(name, dataset):
    return {
        "profile": "tabular-data-resource",
        "name": dataset.code,
        "title": str(dataset.title),
        "description": str(dataset.description),
        "path": f"{settings.PUBLIC_URL}{reverse(f'website:{name}_csv')}?entetes=codes",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column) for column in dataset.columns], "missingValues": _missing()},
    }


def _field(column):
    field = {
        "name": column.code,
        "title": str(column.header),
        "type": _SCHEMA_TYPES.get(column.kind, column.kind.value),
    }
    if column.note:
        field["description"] = str(column.note)
    if column.hxl:
        field["hxl"] = column.hxl
    return field


def _missing():
    """What stands in a cell of numbers where there is none to read."""
    hidden = (
        Figure(1, suppression=Suppression.PRIMARY).short,
        Figure(5, suppression=Suppression.SECONDARY).short,
    )
    return ["", *hidden]
