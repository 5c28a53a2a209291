"""Every field that a template may name: a closed list, so that no template can ask for a name or a phone."""

from itertools import groupby

from reports.documents.donor_report.field_types import DonorField
from reports.documents.donor_report.fields import (
    activities,
    contents,
    cooperation,
    costs,
    identity,
    logframe,
    method,
    people,
    results,
)

REGISTRY: dict[str, DonorField] = {
    field.code: field
    for module in (identity, activities, contents, people, logframe, results, cooperation, costs, method)
    for field in vars(module).values()
    if isinstance(field, DonorField)
}


def fields_of(section) -> list[DonorField]:
    """The fields that feed a section, in the order of the registry; a code that is gone is passed over."""
    return [field for code, field in REGISTRY.items() if code in section.fed_by]


def grouped_choices():
    """The fields by what they speak of, as the choices of a form."""
    return [
        (group.label, [(field.code, field.label) for field in fields])
        for group, fields in groupby(REGISTRY.values(), key=lambda field: field.group)
    ]
