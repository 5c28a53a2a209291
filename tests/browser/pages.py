"""Every public page and state of one, for the tests that look at them all."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import override

from events.services import workflow
from reports.models import DocumentProof
from reports.services.codes import printed
from tests.factories import make_coordinator, make_event, make_published_event, publish_event
from tests.public_register import document_of, event_proof, make_register

# Two pages of a list, and titles that no line holds.
MANY = 21
LONG_TITLE = "Atelier intercommunautaire de réappropriation anticonstitutionnellement dénommé " * 3


def make_full_register():
    """A register with a second page, a protected event, and one that was withdrawn (kept as `withdrawn`)."""
    register = make_register()
    event_proof(register.event)
    # The document that was just produced is replaced: its page shows the difference.
    total = register.event.headcounts.earliest("pk")
    total.number += 1
    total.save()
    reviewer = make_coordinator(username="relecture")
    for number in range(MANY):
        day = date(2022, 1, 10) + timedelta(weeks=number)
        make_published_event(
            title_fr=f"{LONG_TITLE} {number}", places=[register.region], starts_on=day, ends_on=day
        )
    coarse = publish_event(make_event(places=[register.region], sensitivity="region_and_month"), by=reviewer)
    withdrawn = publish_event(make_event(places=[register.region]), by=reviewer)
    workflow.withdraw(event=withdrawn, by=reviewer, reason="Essai.")
    return register, coarse, withdrawn


def addresses(full_register, language):
    """The address of each public page and state in one language, the errors last."""
    register, coarse, withdrawn = full_register
    with override(language):
        events, statistics = reverse("website:event_list"), reverse("website:statistics")
        organisations = reverse("website:organisation_list")
        return [
            reverse("website:home"),
            events,
            f"{events}?page=2",
            f"{events}?q=essai&region=gao",
            f"{events}?q=rien&region=gao&region=atlantide",
            register.event.get_absolute_url(),
            coarse.get_absolute_url(),
            organisations,
            f"{organisations}?role=organiser&activite=closes",
            register.organisation.get_absolute_url(),
            register.committee.get_absolute_url(),
            reverse("website:committee_list"),
            reverse("website:programme_list"),
            register.programme.get_absolute_url(),
            reverse("website:series_list"),
            register.series.get_absolute_url(),
            reverse("website:region_list"),
            register.region.get_absolute_url(),
            reverse("website:recommendation_list"),
            reverse("website:calendar"),
            reverse("website:calendar_month", args=[2022, 3]),
            statistics,
            f"{statistics}?annee=1066",
            reverse("reports:report_form"),
            f"{reverse('reports:report_form')}?region=gao&du=1960&langue=de",
            reverse("website:data"),
            reverse("reports:verification_form"),
            reverse("reports:verification", args=[printed(DocumentProof.objects.earliest("pk").code)]),
            reverse("reports:job", args=[document_of(register.event).token]),
            reverse("website:about"),
            withdrawn.get_absolute_url(),
            f"/{language}/nulle-part/",
        ]
