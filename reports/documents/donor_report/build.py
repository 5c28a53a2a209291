"""A donor's report, part by part: what the register prints, what officers wrote, what is missing."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from publication.project.visibility import Visibility
from reports.documents.donor_report.blocks import Facts
from reports.documents.donor_report.gaps import Gap
from reports.documents.donor_report.registry import fields_of
from reports.documents.donor_report.scope import DonorScope
from reports.documents.donor_report.visibility import visibility_of
from reports.enums import DonorVersion
from reports.models import DonorReport, DonorSection
from rss_registry.dates import span_text
from rss_registry.text import fold

# The section of a form that says what the European Union asks to be said.
UNION_FIELD = "eu_acknowledgement"


class State(TextChoices):
    FILLED = "filled", gettext_lazy("rempli")
    PARTLY = "partly", gettext_lazy("en partie")
    MISSING = "missing", gettext_lazy("à compléter")
    OPTIONAL = "optional", gettext_lazy("facultatif, vide")
    HEADING = "heading", gettext_lazy("titre")


@dataclass(frozen=True)
class Part:
    """One section of the form, over one scope."""

    section: DonorSection
    level: int
    is_heading: bool
    """Nothing of its own: only a title over other parts."""
    blocks: tuple
    gaps: tuple[Gap, ...]
    text: str
    labels: tuple[str, ...] = ()
    """What the register prints here, by name."""
    is_withheld: bool = False
    """Fed by what is private alone: left out of the version to spread, with what was written there."""

    @property
    def state(self) -> State:
        if self.is_heading:
            return State.HEADING
        if self.is_withheld:
            return State.OPTIONAL
        if not (self.blocks or self.text):
            return State.MISSING if self.section.is_required else State.OPTIONAL
        return State.PARTLY if self.gaps else State.FILLED

    @property
    def is_missing(self) -> bool:
        return self.state == State.MISSING

    @property
    def wants_text(self) -> bool:
        """Nothing else can fill it, or the donor asks for the team's own words."""
        return not self.text and (self.is_missing or self.section.expects_text)

    @property
    def is_empty(self) -> bool:
        """Nothing to print, and nothing that must be."""
        return self.state == State.OPTIONAL

    @property
    def heading(self) -> int:
        """The rank of its heading, under the title of the document."""
        return self.level + 2


@dataclass(frozen=True)
class DonorDocument:
    report: DonorReport
    scope: DonorScope
    parts: tuple[Part, ...]
    language: str
    visibility: Visibility

    @property
    def title(self) -> str:
        return self.report.template.name

    @property
    def about(self) -> str:
        """What the report is about; the title of an agreement may name whom this version withholds."""
        if self.report.agreement and not self.scope.names_agreement:
            return self.scope.programme.name if self.scope.programme else _("Convention")
        return scope_name(self.report)

    @property
    def is_draft(self) -> bool:
        return self.scope.version == DonorVersion.DRAFT

    @property
    def printed(self) -> tuple[Part, ...]:
        """A draft shows every part; what leaves the house, no optional one that is empty."""
        return tuple(part for part in self.parts if self.is_draft or not part.is_empty)

    @property
    def period(self) -> str:
        return span_text(self.report.starts_on, self.report.ends_on)

    @property
    def missing(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.is_missing)

    @property
    def missing_numbers(self) -> tuple[str, ...]:
        return tuple(part.section.number for part in self.missing)

    @property
    def created_at(self) -> datetime:
        """The latest change of what it tells: the same data give the same bytes."""
        entries = (*self.scope.held, *self.scope.ahead, *self.scope.dropped)
        told = (*(entry.facts for entry in entries), *self.scope.costs, *self.scope.justifications)
        return max((self.report.updated_at, *(item.updated_at for item in told)))

    @property
    def filename(self) -> str:
        report = self.report
        period = f"{report.starts_on:%Y%m%d}-{report.ends_on:%Y%m%d}"
        return f"{report.template.slug}-{period}-{self.scope.version}-{self.language}.pdf"


def build(report: DonorReport, scope: DonorScope) -> DonorDocument:
    """The report in the active language."""
    # A text written in one language alone is better than none in the other.
    texts = {text.section_id: text.text or text.text_en for text in report.texts.all()}
    sections = list(report.template.sections.all())
    levels = _levels(sections)
    deeper = [after > here for here, after in pairwise([*levels, 0])]
    parts = tuple(
        _part(section, level, over, texts.get(section.pk) or "", scope)
        for section, level, over in zip(sections, levels, deeper, strict=True)
    )
    has_union_section = any(UNION_FIELD in section.fed_by for section in sections)
    seen = visibility_of(scope, says_union=not has_union_section)
    return DonorDocument(report, scope, parts, get_language(), seen)


def scope_name(report: DonorReport) -> str:
    """What the report is about, for the team that prepares it."""
    return report.programme.name if report.programme else str(report.agreement or report.subject)


def _levels(sections):
    """No heading skips a rank, whatever the numbers of the form."""
    levels, reached = [], -1
    for section in sections:
        reached = min(section.level, reached + 1)
        levels.append(reached)
    return levels


def _part(section, level, has_parts, text, scope):
    fields = fields_of(section)
    if scope.version == DonorVersion.PUBLIC and fields:
        fields = [field for field in fields if not field.is_private]
        if not fields:
            return Part(section, level, False, (), (), "", is_withheld=True)
    contents = [field.read(scope) for field in fields]
    blocks = tuple(_merged(block for content in contents for block in content.blocks))
    gaps = [gap for content in contents for gap in content.gaps]
    if scope.version == DonorVersion.PUBLIC and _names_withheld(text, scope):
        text = ""
    if section.expects_text and not text:
        gaps.append(Gap(_("Texte de l’équipe attendu")))
    if section.word_limit and (words := len(text.split())) > section.word_limit:
        gaps.append(Gap(_too_long(words, section.word_limit)))
    is_heading = has_parts and not section.fed_by and not text
    labels = tuple(str(field.label) for field in fields)
    return Part(section, level, is_heading, blocks, tuple(gaps), text, labels)


def _merged(blocks):
    """Tables of facts that follow one another are one table."""
    for is_facts, group in groupby(blocks, key=lambda block: isinstance(block, Facts)):
        if is_facts:
            yield Facts(tuple(row for block in group for row in block.rows))
        else:
            yield from group


def _names_withheld(text, scope):
    """Whether an officer's text gives away a funder that this version does not name."""
    folded = f" {fold(text)} "
    for funder in scope.funders:
        if funder.organisation is None:
            withheld = funder.agreement.funder
            names = {withheld.name_fr, withheld.name_en, withheld.acronym}
            if any(name and f" {fold(name)} " in folded for name in names):
                return True
    return False


def _too_long(words, limit):
    sentence = ngettext(
        "Texte de %(words)d mot, pour %(limit)d au plus",
        "Texte de %(words)d mots, pour %(limit)d au plus",
        words,
    )
    return sentence % {"words": words, "limit": limit}


def missing_count(document: DonorDocument) -> str:
    count = len(document.missing)
    if not count:
        return _("Toutes les parties obligatoires sont remplies.")
    sentence = ngettext("%(count)d partie à compléter", "%(count)d parties à compléter", count)
    return sentence % {"count": count}
