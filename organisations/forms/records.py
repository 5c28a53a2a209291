"""Forms of `organisations`: constraints speak at the field, identifiers make themselves."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from organisations.enums import OrganisationKind
from organisations.models import GrantAgreement, Indicator, Organisation, Place, Programme, Source
from rss_registry.forms import RecordForm, UniqueRowsFormSet
from rss_registry.held_files import mark_accepted
from rss_registry.logos import clean_logo
from rss_registry.slugs import unique_slug
from rss_registry.word_fields import WhenField
from rss_registry.words_of_dates import Understood

_PERIOD_AT = {"period_reversed": "ends_on", "amount_without_currency": "currency"}


class NamedForm(RecordForm):
    """A row whose identifier (`slug_field`) is made from its name when it is first saved."""

    slug_field = "slug"
    named_after = ("name_fr",)

    def _post_clean(self):
        super()._post_clean()
        if not getattr(self.instance, self.slug_field) and not self.errors:
            column = self.instance._meta.get_field(self.slug_field)
            names = [self.cleaned_data.get(name) or "" for name in self.named_after]
            slug = unique_slug(
                type(self.instance)._default_manager.all(),
                *names,
                max_length=column.max_length,
                field=self.slug_field,
            )
            setattr(self.instance, self.slug_field, slug)


class OrganisationForm(NamedForm):
    named_after = ("acronym", "name_fr")
    errors_at = {
        "duplicate_organisation": "name_fr",
        "period_reversed": "active_to",
        "ccs_facts_elsewhere": "kind",
        "own_parent": "parent",
    }

    class Meta:
        model = Organisation
        fields = (
            "name_fr",
            "acronym",
            "kind",
            "parent",
            "place",
            "description_fr",
            "website",
            "logo",
            "active_from",
            "active_to",
            "ccs_level",
            "ccs_installed_on",
            "name_en",
            "description_en",
        )

    def clean_logo(self):
        logo = self.cleaned_data["logo"]
        if not isinstance(logo, UploadedFile):
            return logo
        cleaned = clean_logo(logo, settings.MAX_UPLOAD_BYTES)
        mark_accepted(logo)
        return cleaned

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("kind") == OrganisationKind.CCS
            and "place" in self.fields
            and not cleaned.get("place")
        ):
            self.add_error(
                "place", ValidationError(_("Indiquez le ressort de ce CCS."), code="ccs_without_place")
            )
        return cleaned


class PlaceForm(NamedForm):
    errors_at = {
        "duplicate_place": "name_fr",
        "place_in_itself": "parent",
        "place_without_parent": "parent",
        "half_coordinates": "longitude",
        "outside_mali": "latitude",
    }

    class Meta:
        model = Place
        fields = (
            "name_fr",
            "kind",
            "parent",
            "created_from",
            "latitude",
            "longitude",
            "code_national",
            "code_national_certain",
            "iso_3166_2",
            "ocha_pcode_2021",
            "iso_3166_1",
            "name_en",
        )


class ProgrammeForm(NamedForm):
    named_after = ("acronym", "name_fr")
    errors_at = {**_PERIOD_AT, "duplicate_programme": "name_fr"}

    class Meta:
        model = Programme
        fields = (
            "name_fr",
            "acronym",
            "description_fr",
            "starts_on",
            "ends_on",
            "period_precision",
            "budget",
            "currency",
            "name_en",
            "description_en",
        )


class GrantAgreementForm(RecordForm):
    errors_at = {
        **_PERIOD_AT,
        "duplicate_agreement": "reference",
        "funds_itself": "recipient",
    }

    class Meta:
        model = GrantAgreement
        fields = (
            "reference",
            "title_fr",
            "funder",
            "recipient",
            "intermediary",
            "programme",
            "financing_kind",
            "amount",
            "currency",
            "starts_on",
            "ends_on",
            "audit_due_on",
            "funder_disclosed",
            "shows_logos",
            "visibility_statement_fr",
            "title_en",
            "visibility_statement_en",
        )


class IndicatorForm(RecordForm):
    errors_at = {
        "duplicate_indicator": "code",
        "baseline_without_value": "baseline_on",
        "target_without_value": "target_on",
    }

    class Meta:
        model = Indicator
        fields = (
            "programme",
            "code",
            "label_fr",
            "measure",
            "unit_fr",
            "direction",
            "baseline",
            "baseline_on",
            "target",
            "target_on",
            "source",
            "position",
            "label_en",
            "unit_en",
        )


class SourceForm(RecordForm):
    errors_at = {"duplicate_source": "url"}

    published_when = WhenField(
        label=_("Parution"),
        help_text=_(
            "Comme la source la donne : « 28/04/2023 », « avril 2023 » ou « 2023 ». Vide : inconnue."
        ),
    )

    class Meta:
        model = Source
        fields = (
            "title",
            "kind",
            "publisher",
            "publisher_organisation",
            "author",
            "language",
            "url",
            "archived_url",
            "note",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["published_when"] = Understood(self.instance.published_edtf)

    def _post_clean(self):
        if "published_when" in self.cleaned_data:
            self.instance.published_edtf = self.cleaned_data["published_when"].edtf
        super()._post_clean()


class MembershipForm(RecordForm):
    errors_at = {"period_reversed": "left_on", "member_of_itself": "member"}


class PeriodForm(RecordForm):
    errors_at = _PERIOD_AT


class FollowedClaimFormSet(UniqueRowsFormSet):
    """One claim is followed per element; choosing another lets go of the first one first."""

    row_keys = {
        "programmeclaim_follows_one": lambda row: row.get("followed") and row.get("field"),
        "eventclaim_follows_one": lambda row: row.get("followed") and row.get("field"),
    }

    def _key(self, constraint, values):
        return super()._key(constraint, values) or None

    def save_existing_objects(self, commit=True):
        if commit:
            for form in self.initial_forms:
                claim = form.instance
                if claim.pk and "followed" in form.changed_data and not claim.followed:
                    claim.save(update_fields=["followed"])
        return super().save_existing_objects(commit)
