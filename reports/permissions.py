"""Who may do what with the forms of donors and the reports prepared on them.

Forms are for coordinators to keep and for everybody to read. A report in preparation, with what its
officers write, belongs to their organisation.
"""

from events import permissions as base
from events.models import Event, Justification
from organisations.enums import OrganisationKind
from organisations.models import GrantAgreement, Organisation
from organisations.permissions import Rules, belongs_to, coordinates, is_staff_member
from reports.models import DocumentProof, DonorReport, DonorSection, DonorTemplate


class DonorSectionRules(Rules):
    """A part of a form follows it; it is added and deleted there."""

    def visible(self, user, rows):
        return rows if is_staff_member(user) else rows.none()

    def editable(self, user, rows):
        return rows if coordinates(user) else rows.none()

    def may_list(self, user):
        return is_staff_member(user)

    def may_change(self, user, row=None):
        return coordinates(user)


class DonorTemplateRules(DonorSectionRules):
    def may_add(self, user):
        return coordinates(user)

    def may_delete(self, user, row=None):
        return coordinates(user)


class DonorReportRules(Rules):
    def visible(self, user, rows):
        if coordinates(user):
            return rows
        if not is_staff_member(user) or user.organisation_id is None:
            return rows.none()
        return rows.filter(organisation=user.organisation_id)

    def editable(self, user, rows):
        return self.visible(user, rows)

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return coordinates(user) or (is_staff_member(user) and user.organisation_id is not None)

    def may_view(self, user, row=None):
        if row is None or coordinates(user):
            return is_staff_member(user)
        return belongs_to(user, row.organisation_id)

    def may_change(self, user, row=None):
        return self.may_view(user, row)

    def may_delete(self, user, row=None):
        """What officers wrote is not theirs alone to throw away."""
        return coordinates(user)


def agreements_to_report_on(user):
    """The agreements that the user's organisation holds: of the others one reads, and does not report."""
    return base.editable_by(user, GrantAgreement.objects.all())


def subjects_to_report_on(user):
    """One's own organisation and the security committees; any organisation for coordinators."""
    rows = Organisation.objects.all()
    if coordinates(user):
        return rows
    if not is_staff_member(user):
        return rows.none()
    return rows.filter(pk=user.organisation_id) | rows.filter(kind=OrganisationKind.CCS)


def tells_all_of(user, agreement):
    """Whether a report for this user may name the funder and the amount, be they withheld in public."""
    return base.can(user, "change", agreement)


def records_of(user):
    """The events whose records the user may open."""
    return base.visible_to(user, Event.objects.all())


def justifications_for(user, events):
    """What the team of each of these events says of its gaps, where the user may read it."""
    rows = Justification.objects.filter(event__in=events.order_by().values("pk"))
    return base.visible_to(user, rows)


class DocumentProofRules(Rules):
    """What was produced stands as it was: coordinators read it, nobody changes or deletes it."""

    def visible(self, user, rows):
        return rows if coordinates(user) else rows.none()

    def may_list(self, user):
        return coordinates(user)


RULES = {
    **base.RULES,
    DonorTemplate: DonorTemplateRules(),
    DonorSection: DonorSectionRules(),
    DonorReport: DonorReportRules(),
    DocumentProof: DocumentProofRules(),
}
