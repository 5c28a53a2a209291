"""The sections of an event's form, in the order of a paper activity sheet."""

from django.utils.translation import gettext_lazy as _

from events import narratives
from events import sections as parts
from events.admin import inlines
from events.admin.links import LinkInline
from events.admin.quotations import QuotationInline
from events.admin.sections import Section

# What one knows with a press cutting in hand: rows of other sections, said in one field each.
FIRST_PAGE = Section(
    parts.ESSENTIALS,
    (
        "kind",
        "title_fr",
        "when",
        "outcome",
        "where",
        "venue",
        "organisers",
        "funders",
        ("participants", "women", "men"),
        "sources",
    ),
    note=_(
        "Ce que vous savez suffit : un brouillon se garde tel quel, et le reste se complète partie par "
        "partie. Un nombre s’écrit comme la source le dit : « 18 », « environ 40 », « plus de 80 »."
    ),
)
WHAT = Section(
    parts.WHAT,
    (
        "title_fr",
        ("kind", "second_kind", "outcome"),
        ("when", "stated_days"),
        "date_inference",
        "date_note_fr",
        ("series", "series_rank"),
    ),
    (inlines.SessionInline, LinkInline),
)
WHERE = Section(
    parts.WHERE,
    ("venue", "modality", "languages", "place_note_fr"),
    (inlines.PlaceInline,),
)
WHO = Section(
    parts.WHO,
    ("programmes", "agreements", "funders_withheld"),
    (inlines.RoleInline, inlines.FigureInline),
    note=_(
        "Seules sont proposées les organisations qui existaient à la date de l’événement. Celle qui manque "
        "s’ajoute par le « + », sans quitter cette page."
    ),
    template="admin/events/event/_costs.html",
)
ATTENDANCE = Section(
    parts.ATTENDANCE,
    (
        "audience",
        "audience_words",
        "origins",
        "origin_note_fr",
        "shared_with",
        ("shared_total", "shared_women", "shared_men"),
        "shared_label",
    ),
    (inlines.HeadcountInline,),
    note=_(
        "Les effectifs suffisent : aucune liste nominative n’est exigée. Un nombre laissé vide se lit "
        "« non communiqué » ; ce n’est pas zéro."
    ),
    template="admin/events/event/_attendance.html",
    fields_title=_("Publics, provenance, total commun à plusieurs événements"),
)
AIMS = Section(
    parts.AIMS,
    ("themes", *narratives.columns(narratives.AIMS, "fr"), "contributes_to", "legal_references"),
    (inlines.ObjectiveInline,),
)
COURSE = Section(
    parts.COURSE,
    narratives.columns(narratives.COURSE, "fr"),
)
FOLLOW_UP = Section(
    parts.FOLLOW_UP,
    (),
    (inlines.RecommendationInline, inlines.OutputInline, inlines.KnowledgeTestInline),
)
EVIDENCE = Section(
    parts.EVIDENCE,
    (),
    (inlines.SourceInline, QuotationInline, inlines.ClaimInline, inlines.DocumentInline, inlines.PhotoInline),
)
PROTECTION = Section(
    parts.PROTECTION,
    (("sensitivity", "delay_days"), ("announced", "announced_on")),
)
ENGLISH = Section(
    parts.ENGLISH,
    (
        "title_en",
        "date_note_en",
        "place_note_en",
        "origin_note_en",
        *narratives.columns(narratives.NARRATIVES, "en"),
    ),
    note=_("Facultative : ce qui n’est pas traduit se lit en français sur le site anglais."),
    collapsed=True,
    template="admin/events/event/_english.html",
)
RECORD = Section(
    parts.RECORD,
    ("owner", ("entered_by", "created_at", "updated_at")),
    (inlines.StatusChangeInline,),
)
SECTIONS = (WHAT, WHERE, WHO, ATTENDANCE, AIMS, COURSE, FOLLOW_UP, EVIDENCE, PROTECTION, ENGLISH, RECORD)
