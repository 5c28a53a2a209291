"""How one knows: sources of an event, claims that disagree, documents and photos."""

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from events.enums import DocumentKind
from events.models import Document, EventClaim, EventSource, Photo
from organisations.enums import SourceKind
from organisations.models import Source
from script.benchmark.varied.texts import Text

NUMBERS = {0: 1, 1: 5, 2: 3, 4: 1}
CLAIMS = {"": 8, "dates": 1, "headcount": 2, "place": 1, "roles": 1, "undecided": 1}
FILES = {
    "": 6,
    "photo": 2,
    "photo, no consent": 1,
    "photo mentioned": 2,
    "document": 2,
    "document, private": 1,
}
_KINDS = (
    (SourceKind.PRESS, "Le Journal d’Exemple"),
    (SourceKind.NEWS, "Site de l’organisateur (exemple)"),
    (SourceKind.REPORT, ""),
    (SourceKind.TESTIMONY, ""),
)
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def add_sources(rows, chance, event, number):
    """The sources of `event`, the first of them public; their days follow the event."""
    sources = []
    for rank in range(number):
        kind, publisher = _KINDS[rank] if rank else _KINDS[chance.choice((0, 1))]
        order = len(rows.of(Source))
        day = event.ends_on and event.ends_on + timedelta(days=2 + 3 * rank)
        source = rows.add(
            Source(
                title=f"Article inventé n° {order} : {event.title_fr}"[:300],
                kind=kind,
                publisher=publisher,
                author="" if rank else f"Exemple Plume {order % 7}",
                published_edtf=day.isoformat() if day else "",
                published_on=day,
                url=f"https://exemple.example/source/{order}" if kind != SourceKind.TESTIMONY else "",
                note="Note-canari de source" if rank else "",
            )
        )
        note = Text("Donne les dates et le lieu.", "Gives the dates and the place.")
        rows.add(EventSource(event=event, source=source, **(note.columns("note") if rank == 0 else {})))
        sources.append(source)
    return sources


def add_claims(rows, event, form, sources):
    """What two sources say of the same thing, one of them followed; « undecided »: neither is."""
    if not form or len(sources) < 2:
        return
    field = "headcount" if form == "undecided" else form
    said = {
        "dates": (("du 3 au 5", "from the 3rd to the 5th"), ("les 3 et 4", "on the 3rd and 4th")),
        "headcount": (("une soixantaine de personnes", "about sixty people"), ("72 personnes", "72 people")),
        "place": (
            ("dans la salle du gouvernorat", "in the governorate’s hall"),
            ("à la mairie", "at the town hall"),
        ),
        "roles": (
            ("présidé par le gouverneur", "chaired by the governor"),
            ("présidé par le maire", "chaired by the mayor"),
        ),
    }[field]
    for rank, (value, source) in enumerate(zip(said, sources, strict=False)):
        followed = rank == 0 and form != "undecided"
        note = Text("Plus proche des faits.", "Closer to the facts.").columns("note") if followed else {}
        rows.add(
            EventClaim(
                event=event,
                field=field,
                source=source,
                followed=followed,
                **Text(*value).columns("value"),
                **note,
            )
        )


def add_files(rows, chance, event, form, sources):
    caption = Text(
        "Les participants en plénière (image de synthèse)", "Participants in plenary (generated image)"
    )
    if form == "photo mentioned" and sources:
        rows.add(
            Photo(event=event, credit="Le Journal d’Exemple", source=sources[0], **caption.columns("caption"))
        )
    elif form in ("photo", "photo, no consent"):
        consent = form == "photo"
        if not consent:
            caption = Text("Photo-canari sans consentement")
        for position in range(1 + chance.randrange(2)):
            rows.add(
                Photo(
                    event=event,
                    image=_stored(chance, "photos", "jpg", _jpeg(chance)),
                    credit="Exemple Objectif",
                    consent=consent,
                    consent_note="Consentement-canari",
                    position=position,
                    **caption.columns("caption"),
                )
            )
    elif form.startswith("document"):
        public = form == "document"
        title = Text("Ordre du jour", "Agenda") if public else Text("Document-canari")
        rows.add(
            Document(
                event=event,
                kind=DocumentKind.AGENDA,
                file=_stored(chance, "documents", "pdf", _PDF),
                is_public=public,
                **title.columns("title"),
            )
        )


def _stored(chance, folder, suffix, content):
    """The name under which a file lies; the same one whenever the same register is made again."""
    name = f"{folder}/{chance.getrandbits(128):032x}.{suffix}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))


def _jpeg(chance):
    colour = tuple(chance.randrange(60, 200) for _ in range(3))
    content = BytesIO()
    Image.new("RGB", (480, 320), colour).save(content, "JPEG", quality=30)
    return content.getvalue()
