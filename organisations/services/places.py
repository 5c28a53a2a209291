"""The places that every register starts with: Mali, its 20 units, what seeds and reports name."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from organisations.enums import PlaceKind
from organisations.models import Place

DATA = Path(__file__).resolve().parent.parent / "data"
LINKS = ("parent", "created_from")


@transaction.atomic
def load_places():
    """Create the places that are missing and return them; a place that staff corrected stays as it is."""
    return [place for row in _rows() if (place := _create_unless_known(row))]


def _rows():
    """One dictionary of columns per place, parents first; `parent` and `created_from` are slugs."""
    places = tomllib.loads((DATA / "places.toml").read_text("utf-8"), parse_float=Decimal)
    for row in places["country"]:
        yield _named(row, row["name"], kind=PlaceKind.COUNTRY)
    units = json.loads((DATA / "regions.json").read_text("utf-8"))
    slug_of = {unit["name"]: unit["slug"] for unit in units}
    for unit in units:
        english = places["english_names"].get(unit["slug"], unit["name"])
        yield _named(
            # Each code is copied as its own authority gives it, none from another.
            unit
            | places["chief_towns"][unit["slug"]]
            | {"aliases": places["other_spellings"].get(unit["slug"], [])},
            {"fr": unit["name"], "en": english},
            parent="mali",
            created_from=slug_of.get(unit["created_from"]),
        )
    for row in places["below"]:
        yield _named(row, row["name"])


def _named(row, name, **columns):
    return row | {"name_fr": name["fr"], "name_en": name["en"]} | columns


def _create_unless_known(row):
    # The history remembers a place that staff merged or deleted: it does not come back.
    if Place.objects.filter(slug=row["slug"]).exists() or Place.history.filter(slug=row["slug"]).exists():
        return None
    links = {link: Place.objects.get(slug=row[link]) for link in LINKS if row.get(link)}
    columns = {column: value for column, value in row.items() if column not in {"name", "aliases", *LINKS}}
    place = Place(**columns, **links)
    place.full_clean()
    place.save()
    for name in row.get("aliases", ()):
        place.aliases.create(name=name)
    return place
