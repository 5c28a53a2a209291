"""Themes, languages, the national strategy and legal references: what every register starts with."""

import tomllib
from pathlib import Path

from django.db import transaction

from events.models import Language, LegalReference, StrategyElement, Theme

DATA = Path(__file__).resolve().parent.parent / "data" / "vocabularies.toml"
# table of the file: model and lasting key
TABLES = {
    "theme": (Theme, "slug"),
    "language": (Language, "code"),
    "strategy_element": (StrategyElement, "code"),
    "legal_reference": (LegalReference, "code"),
}


@transaction.atomic
def load_vocabularies():
    """Create the entries that are missing and return them; one that staff renamed stays as it is."""
    tables = tomllib.loads(DATA.read_text("utf-8"))
    return [
        entry
        for table, (model, key) in TABLES.items()
        for row in tables[table]
        if (entry := _create_unless_known(model, key, row))
    ]


def _create_unless_known(model, key, row):
    if model.objects.filter(**{key: row[key]}).exists():
        return None
    columns = {column: value for column, value in row.items() if column not in {"name", "parent"}}
    columns |= {f"name_{language}": text for language, text in row["name"].items()}
    if "parent" in row:
        columns["parent"] = model.objects.get(**{key: row["parent"]})
    entry = model(**columns)
    entry.full_clean()
    entry.save()
    return entry
