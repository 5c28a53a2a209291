"""Who may do what with organisations, places, programmes, agreements, sources and accounts.

Named predicates on a user, then one `Rules` per model. `visible` and `editable` narrow a queryset,
`may_*` answer for one row (or in general, without a row); a test holds both to the same answer.
`events/permissions/` goes on from here. Views and admin only ask.
"""

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from organisations.enums import ProgrammeRole, UserRole
from organisations.models import (
    GrantAgreement,
    Indicator,
    IndicatorReading,
    Organisation,
    Place,
    Programme,
    ProgrammePartner,
    Source,
    User,
)


def is_staff_member(user):
    return user.is_active and user.is_staff


def coordinates(user):
    """Whether the user reviews and publishes for every organisation."""
    return is_staff_member(user) and (
        user.is_superuser or user.role in (UserRole.COORDINATOR, UserRole.ADMINISTRATOR)
    )


def manages_accounts(user):
    return is_staff_member(user) and (user.is_superuser or user.role == UserRole.ADMINISTRATOR)


def needs_second_factor(user):
    """Whoever publishes, keeps lists or accounts: what a lost password would open is more than one record."""
    return is_staff_member(user) and (coordinates(user) or user.keeps_lists)


def belongs_to(user, organisation_id):
    """Whether the user works for the organisation; nobody works for « none »."""
    return is_staff_member(user) and organisation_id is not None and user.organisation_id == organisation_id


def leads(organisation_id, programme_id):
    return ProgrammePartner.objects.filter(
        organisation=organisation_id, programme=programme_id, role=ProgrammeRole.LEAD
    ).exists()


def entered(user, row):
    """Whether the user entered this row: its own column says so, or the log of additions.

    Remembered on the user, who lives as long as the request: one page asks several times.
    """
    if hasattr(row, "created_by_id"):
        return row.created_by_id is not None and row.created_by_id == user.pk
    known = user.__dict__.setdefault("_entered", {})
    key = (row._meta.label, row.pk)
    if key not in known:
        known[key] = LogEntry.objects.filter(
            user=user,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            action_flag=ADDITION,
        ).exists()
    return known[key]


class Rules:
    """Rules of one model: nobody may do anything unless a method says otherwise."""

    def visible(self, user, rows):
        return rows.none()

    def editable(self, user, rows):
        return rows.none()

    def may_list(self, user):
        return False

    def may_add(self, user):
        return False

    def may_view(self, user, row=None):
        return self.may_list(user)

    def may_change(self, user, row=None):
        return False

    def may_delete(self, user, row=None):
        return False


class SharedRules(Rules):
    """What every organisation uses: all staff read and add, one corrects what one has entered."""

    def visible(self, user, rows):
        return rows if is_staff_member(user) else rows.none()

    def editable(self, user, rows):
        if coordinates(user):
            return rows
        return self._entered_by(user, rows) if is_staff_member(user) else rows.none()

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return is_staff_member(user)

    def may_change(self, user, row=None):
        if row is None or coordinates(user):
            return is_staff_member(user)
        return is_staff_member(user) and entered(user, row)

    def may_delete(self, user, row=None):
        return coordinates(user)

    def _entered_by(self, user, rows):
        # The log keeps keys as text: they are read here rather than compared in SQL.
        keys = LogEntry.objects.filter(
            user=user,
            content_type=ContentType.objects.get_for_model(rows.model),
            action_flag=ADDITION,
        ).values_list("object_id", flat=True)
        return rows.filter(pk__in=[int(key) for key in keys])


class OrganisationRules(SharedRules):
    """Officers correct their own organisation, and those that they have entered."""

    def may_change(self, user, row=None):
        return super().may_change(user, row) or (row is not None and belongs_to(user, row.pk))

    def _entered_by(self, user, rows):
        return rows.filter(Q(pk=user.organisation_id) | Q(created_by=user))


class PartOfProgrammeRules(Rules):
    """Indicators and their values follow their programme; `path` leads to it."""

    def __init__(self, path="programme"):
        self.path = path

    def visible(self, user, rows):
        return rows if is_staff_member(user) else rows.none()

    def editable(self, user, rows):
        programmes = _PROGRAMME.editable(user, Programme.objects.all())
        return rows.filter(**{f"{self.path}__in": programmes.order_by().values("pk")})

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return is_staff_member(user)

    def may_change(self, user, row=None):
        if row is None:
            return is_staff_member(user)
        for step in self.path.split("__"):
            row = getattr(row, step)
        return _PROGRAMME.may_change(user, row)

    def may_delete(self, user, row=None):
        return self.may_change(user, row)


class AgreementRules(Rules):
    """Officers see their own agreements, and those whose funder may be named."""

    def visible(self, user, rows):
        if coordinates(user):
            return rows
        if not is_staff_member(user):
            return rows.none()
        return rows.filter(Q(funder_disclosed=True) | _held_by(user))

    def editable(self, user, rows):
        if coordinates(user):
            return rows
        return rows.filter(_held_by(user)) if is_staff_member(user) else rows.none()

    def may_list(self, user):
        return is_staff_member(user)

    def may_add(self, user):
        return coordinates(user) or (is_staff_member(user) and user.organisation_id is not None)

    def may_view(self, user, row=None):
        if row is None or coordinates(user):
            return is_staff_member(user)
        return is_staff_member(user) and (row.funder_disclosed or belongs_to(user, row.recipient_id))

    def may_change(self, user, row=None):
        if row is None or coordinates(user):
            return is_staff_member(user)
        return belongs_to(user, row.recipient_id)

    def may_delete(self, user, row=None):
        return coordinates(user)

    def may_accept(self, user, row=None):
        """Whoever leads the programme that the agreement names, or the one that has declined it."""
        if row is None or coordinates(user):
            return is_staff_member(user)
        return is_staff_member(user) and leads(
            user.organisation_id, row.programme_id or row.declined_programme_id
        )

    def acceptable(self, user, rows):
        """The proposals that wait for this user."""
        waiting = rows.proposed()
        if coordinates(user):
            return waiting
        if not is_staff_member(user):
            return rows.none()
        led = ProgrammePartner.objects.filter(organisation=user.organisation_id, role=ProgrammeRole.LEAD)
        return waiting.filter(programme__in=led.order_by().values("programme"))


def _held_by(user):
    return Q(recipient__isnull=False, recipient=user.organisation_id)


class AccountRules(Rules):
    """Accounts are for administrators; a superuser's account for superusers only."""

    def visible(self, user, rows):
        return rows if manages_accounts(user) else rows.none()

    def editable(self, user, rows):
        if not manages_accounts(user):
            return rows.none()
        return rows if user.is_superuser else rows.filter(is_superuser=False)

    def may_list(self, user):
        return manages_accounts(user)

    def may_add(self, user):
        return manages_accounts(user)

    def may_change(self, user, row=None):
        return manages_accounts(user) and (row is None or user.is_superuser or not row.is_superuser)

    def may_delete(self, user, row=None):
        """Only an account that never served: the others have signed changes, and are closed instead."""
        return self.may_change(user, row) and (row is None or row.last_login is None) and row != user


_PROGRAMME = SharedRules()

RULES = {
    Organisation: OrganisationRules(),
    Place: SharedRules(),
    Programme: _PROGRAMME,
    Indicator: PartOfProgrammeRules(),
    IndicatorReading: PartOfProgrammeRules("indicator__programme"),
    Source: SharedRules(),
    GrantAgreement: AgreementRules(),
    User: AccountRules(),
}


def can(user, action, row, rules=RULES):
    """Whether the user may « view », « change », « delete »… the row."""
    return getattr(rules[type(row)], f"may_{action}")(user, row)


def visible_to(user, rows, rules=RULES):
    """The part of the queryset that the user may read."""
    return rules[rows.model].visible(user, rows)


def editable_by(user, rows, rules=RULES):
    """The part of the queryset that the user may change."""
    return rules[rows.model].editable(user, rows)
