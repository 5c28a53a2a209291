"""The sections of an event's form, in the order of a paper activity sheet."""

from django.utils.translation import gettext_lazy as _

from events import narratives
from events.admin import inlines
from events.admin.links import LinkInline
from events.admin.sections import Section

WHAT = Section(
    "quoi",
    _("1. Quoi et quand"),
    (
        "title_fr",
        ("kind", "second_kind", "outcome"),
        ("starts_on", "ends_on", "stated_days"),
        ("date_precision", "date_inference"),
        "date_note_fr",
        ("series", "series_rank"),
    ),
    (inlines.SessionInline, LinkInline),
)
WHERE = Section(
    "ou",
    _("2. Où"),
    ("venue", "modality", "languages", "place_note_fr"),
    (inlines.PlaceInline,),
)
WHO = Section(
    "qui",
    _("3. Qui organise, qui paie, qui prend la parole"),
    ("programmes", "agreements", "funders_withheld"),
    (inlines.RoleInline, inlines.FigureInline),
    note=_(
        "Seules sont proposées les organisations qui existaient à la date de l’événement. Celle qui manque "
        "s’ajoute par le « + », sans quitter cette page."
    ),
    template="admin/events/event/_costs.html",
)
ATTENDANCE = Section(
    "participants",
    _("4. Qui est venu"),
    ("audience",),
    (inlines.HeadcountInline,),
    note=_(
        "Les effectifs suffisent : aucune liste nominative n’est exigée. Un nombre laissé vide se lit "
        "« non communiqué » ; ce n’est pas zéro."
    ),
    template="admin/events/event/_attendance.html",
)
AIMS = Section(
    "objectifs",
    _("5. Contexte et objectifs"),
    ("themes", *narratives.columns(narratives.AIMS, "fr"), "contributes_to", "legal_references"),
    (inlines.ObjectiveInline,),
)
COURSE = Section(
    "deroulement",
    _("6. Méthodes, résultats, conclusion"),
    narratives.columns(narratives.COURSE, "fr"),
)
RESULTS = Section(
    "suites",
    _("7. Recommandations, productions et tests"),
    (),
    (inlines.RecommendationInline, inlines.OutputInline, inlines.KnowledgeTestInline),
)
EVIDENCE = Section(
    "sources",
    _("8. Sources, documents et photos"),
    (),
    (inlines.SourceInline, inlines.ClaimInline, inlines.DocumentInline, inlines.PhotoInline),
)
PROTECTION = Section(
    "protection",
    _("9. Protection des personnes"),
    (("sensitivity", "delay_days"), ("announced", "announced_on")),
)
ENGLISH = Section(
    "anglais",
    _("10. Version anglaise"),
    (
        "title_en",
        "date_note_en",
        "place_note_en",
        *narratives.columns(narratives.NARRATIVES, "en"),
    ),
    note=_("Facultative : ce qui n’est pas traduit se lit en français sur le site anglais."),
    collapsed=True,
    template="admin/events/event/_english.html",
)
RECORD = Section(
    "fiche",
    _("11. La fiche"),
    ("owner", ("entered_by", "created_at", "updated_at")),
    (inlines.StatusChangeInline,),
)
SECTIONS = (WHAT, WHERE, WHO, ATTENDANCE, AIMS, COURSE, RESULTS, EVIDENCE, PROTECTION, ENGLISH, RECORD)
