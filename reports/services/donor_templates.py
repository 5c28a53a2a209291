"""The forms of donors that every register starts with."""

import re
import tomllib
from pathlib import Path

from django.db import transaction

from reports.models import DonorSection, DonorTemplate

DATA = Path(__file__).resolve().parent.parent / "data" / "donor_templates"
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")


@transaction.atomic
def load_donor_templates() -> list[DonorTemplate]:
    """Create the templates that are missing and return them; what staff edited or deleted stays so."""
    found = (tomllib.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.toml")))
    return [template for table in found if (template := _create_unless_known(table))]


def _create_unless_known(table):
    known = {"slug": table["slug"]}
    if DonorTemplate.objects.filter(**known).exists() or DonorTemplate.history.filter(**known).exists():
        return None
    sections = table.pop("section")
    template = DonorTemplate(**_columns(table))
    template.full_clean()
    template.save()
    for position, row in enumerate(sections, 1):
        section = DonorSection(template=template, position=position, **_columns(row))
        section.full_clean()
        section.save()
    return template


def _columns(row):
    """The row with `name = {fr, en}` as `name_fr` and `name_en`, its lines joined as they were meant."""
    columns = {}
    for name, value in row.items():
        if isinstance(value, dict):
            columns |= {f"{name}_{language}": _joined(text) for language, text in value.items()}
        else:
            columns[name] = value
    return columns


def _joined(text):
    return _LINE_BREAK.sub(" ", text.strip())
