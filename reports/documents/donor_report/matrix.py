"""Templates × fields: which field of the register feeds which part of which form."""

from dataclasses import dataclass

from reports.documents.donor_report.field_types import DonorField, FieldGroup
from reports.documents.donor_report.registry import REGISTRY
from reports.models import DonorSection, DonorTemplate


@dataclass(frozen=True)
class MatrixRow:
    field: DonorField
    cells: tuple[tuple[DonorSection, ...], ...]
    """The parts that it feeds, form by form."""

    @property
    def is_unused(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class FieldMatrix:
    templates: tuple[DonorTemplate, ...]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]
    gone: tuple[tuple[DonorSection, str], ...]
    """Codes that a part names and the register no longer has."""


def field_matrix(templates) -> FieldMatrix:
    """All forms that are still offered, in two queries."""
    templates = tuple(templates.filter(is_active=True).prefetch_related("sections"))
    sections = [list(template.sections.all()) for template in templates]
    rows = [
        MatrixRow(field, tuple(_fed(parts, field.code) for parts in sections)) for field in REGISTRY.values()
    ]
    return FieldMatrix(
        templates=templates,
        groups=tuple(
            (group.label, tuple(row for row in rows if row.field.group == group)) for group in FieldGroup
        ),
        gone=tuple(
            (section, code)
            for parts in sections
            for section in parts
            for code in section.fed_by
            if code not in REGISTRY
        ),
    )


def _fed(sections, code):
    return tuple(section for section in sections if code in section.fed_by)
