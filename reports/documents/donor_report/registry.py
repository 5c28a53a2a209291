"""Every field that a template may name: a closed list, so that no template can ask for a name or a phone."""

from itertools import groupby

from reports.documents.donor_report.field_types import DonorField
from reports.documents.donor_report.fields import (
    activities,
    contents,
    cooperation,
    identity,
    method,
    people,
    results,
)

REGISTRY: dict[str, DonorField] = {
    field.code: field
    for module in (identity, activities, contents, people, results, cooperation, method)
    for field in vars(module).values()
    if isinstance(field, DonorField)
}


def fields_of(section) -> list[DonorField]:
    """The fields that feed a section; a code that no longer exists is passed over."""
    return [REGISTRY[code] for code in section.fed_by if code in REGISTRY]


def grouped_choices():
    """The fields by what they speak of, as the choices of a form."""
    ordered = sorted(REGISTRY.values(), key=lambda field: list(type(field.group)).index(field.group))
    return [
        (str(group.label), [(field.code, field.label) for field in fields])
        for group, fields in groupby(ordered, key=lambda field: field.group)
    ]
