"""The forms of donors that every register starts with, and what later releases add to them."""

import re
import tomllib
from pathlib import Path

from django.db import transaction

from reports.models import DonorSection, DonorTemplate

DATA = Path(__file__).resolve().parent.parent / "data" / "donor_templates"
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t]*")
# How history tells our own changes from those of staff.
_REASON = "Formulaire de départ"


@transaction.atomic
def load_donor_templates() -> list[DonorTemplate]:
    """Create the templates that are missing and return them; what staff edited or deleted stays so.

    A template that is known gets what a later release feeds its parts with, part by part, where nobody
    has edited the part; a part that is new joins a form that nobody has edited.
    """
    found = [tomllib.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.toml"))]
    created = []
    for table in found:
        sections = table.pop("section")
        template = DonorTemplate.objects.filter(slug=table["slug"]).first()
        if template is not None:
            _bring_up_to_date(template, sections)
        elif not DonorTemplate.history.filter(slug=table["slug"]).exists():
            created.append(_create(table, sections))
    return created


def _create(table, sections):
    template = _stored(DonorTemplate(**_columns(table)))
    for position, row in enumerate(sections, 1):
        _stored(DonorSection(template=template, position=position, **_columns(row)))
    return template


def _bring_up_to_date(template, rows):
    kept = {section.number: section for section in template.sections.all()}
    for row in rows:
        section, fed_by = kept.get(row["number"]), row.get("fed_by", [])
        if section and section.fed_by != fed_by and not _is_edited(section):
            section.fed_by = fed_by
            _stored(section)
    past = set(DonorSection.history.filter(template=template).values_list("number", flat=True))
    new = [row for row in rows if row["number"] not in past]
    if new and not any(map(_is_edited, (template, *kept.values()))):
        last = max((section.position for section in kept.values()), default=0)
        for position, row in enumerate(new, last + 1):
            _stored(DonorSection(template=template, position=position, **_columns(row)))


def _is_edited(row):
    """Whether anybody has changed the row since it was loaded."""
    return row.history.filter(history_type="~").exclude(history_change_reason=_REASON).exists()


def _stored(row):
    row.full_clean()
    row._change_reason = _REASON
    row.save()
    return row


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
