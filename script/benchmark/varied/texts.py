"""The words of invented events, in French and, for most of them, in English."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "subjects.toml"
# Neither the Latin letters nor, for Arabic, the direction that a page is laid out for.
_LONGEST_TITLE = 250
_MOTTOS = {"arabic": "الحوار والأمن", "nko": "ߞߊ߲ߜߍ ߣߌ߫ ߟߊߞߊ߲ߘߊ"}

KINDS = {
    "workshop": ("Atelier", "Workshop"),
    "training": ("Formation", "Training"),
    "forum": ("Forum régional", "Regional forum"),
    "seminar": ("Séminaire", "Seminar"),
    "conference": ("Conférence", "Conference"),
    "meeting": ("Réunion de concertation", "Consultation meeting"),
    "ccs_installation": ("Installation du comité et atelier", "Committee installation and workshop"),
    "other": ("Caravane de sensibilisation", "Awareness caravan"),
}
AUDIENCES = (
    ("", ""),
    (" à l’intention des élus communaux", " for municipal councillors"),
    (" avec les radios de proximité", " with community radios"),
    (" pour les points focaux des régions", " for regional focal points"),
    (
        " entre autorités coutumières et services de l’État",
        " between customary authorities and State services",
    ),
    (" à destination des organisations de femmes", " for women’s organisations"),
    (" pour les membres des comités consultatifs", " for members of the consultative committees"),
    (" avec les associations de jeunes", " with youth associations"),
)
_CONTEXTS = (
    (
        "Depuis plusieurs années, les habitants demandent à être entendus sur {subject}. "
        "Cette rencontre inventée fait suite à une première consultation, "
        "dont les conclusions étaient restées sans réponse.",
        "For several years inhabitants have been asking to be heard on {subject}. "
        "This invented meeting follows a first consultation whose conclusions had remained unanswered.",
    ),
    (
        "Les échanges s’inscrivent dans un programme inventé qui réunit autorités, services "
        "et société civile autour d’un thème : {subject}.",
        "The exchanges are part of an invented programme that brings authorities, services "
        "and civil society together on one theme: {subject}.",
    ),
    (
        "La région connaît des besoins pressants. Les organisateurs ont choisi d’aborder {subject} "
        "en groupes restreints, puis en plénière, afin que chacun puisse parler.",
        "The region has pressing needs. The organisers chose to work on {subject} in small groups, "
        "then in plenary, so that everybody could speak.",
    ),
)
_METHODS = (
    (
        "Exposés courts, travaux de groupe, jeux de rôle et restitution en plénière.",
        "Short talks, group work, role play and reports to the plenary.",
    ),
    (
        "Entretiens préalables, puis travaux en trois ateliers parallèles avec interprétation.",
        "Preliminary interviews, then work in three parallel sessions with interpretation.",
    ),
    (
        "Étude de cas inventés, arbre à problèmes et vote indicatif.",
        "Study of invented cases, problem tree and straw poll.",
    ),
)
_CONCLUSIONS = (
    (
        "Les participants se sont donné rendez-vous dans six mois pour faire le point.",
        "Participants agreed to meet again in six months to take stock.",
    ),
    (
        "La séance de clôture a rappelé ce que chacun s’est engagé à faire, et pour quand.",
        "The closing session recalled what each had undertaken to do, and by when.",
    ),
)


@dataclass(frozen=True)
class Text:
    fr: str
    en: str = ""

    @classmethod
    def of(cls, pair):
        return cls(pair["fr"], pair["en"]) if isinstance(pair, dict) else cls(*pair)

    def columns(self, field, *, english=True):
        """The columns of a translated field."""
        return {f"{field}_fr": self.fr, f"{field}_en": self.en if english else ""}

    def joined(self, other, by="\n\n"):
        return Text(f"{self.fr}{by}{other.fr}", f"{self.en}{by}{other.en}")


@dataclass(frozen=True)
class Subject:
    themes: tuple[str, ...]
    title: Text
    objective: Text
    specifics: tuple[Text, ...]
    results: tuple[Text, ...]
    recommendations: tuple[Text, ...]
    output: Text


def subjects():
    rows = tomllib.loads(_DATA.read_text("utf-8"))["subject"]
    return [
        Subject(
            themes=tuple(row["themes"]),
            title=Text.of(row["title"]),
            objective=Text.of(row["objective"]),
            output=Text.of(row["output"]),
            **{
                name: tuple(Text.of(text) for text in row[name])
                for name in ("specifics", "results", "recommendations")
            },
        )
        for row in rows
    ]


def title(chance, kind, subject, length="usual"):
    """« Atelier sur … », of a usual or of an unbearable length."""
    french, english = KINDS[kind]
    for_fr, for_en = chance.choice(AUDIENCES)
    if length == "short":
        return Text(french, english)
    if length == "long":
        for_fr += " : bilan d’étape, difficultés rencontrées, perspectives et engagements de chacun"
        for_en += ": progress, difficulties met, prospects and commitments of everyone"
    return Text(
        f"{french} sur {subject.title.fr}{for_fr}"[:250], f"{english} on {subject.title.en}{for_en}"[:250]
    )


def series_title(subject, unit):
    return Text(f"Forum – {unit.name_fr} : {subject.title.fr}", f"Forum – {unit.name_en}: {subject.title.en}")


def narrative(chance, subject, length):
    """The narrative fields of an event: all of them, a few, or none."""
    if length == "none":
        return {}
    told = {"general_objective": subject.objective}
    if length == "short":
        return told
    context = _filled(chance.choice(_CONTEXTS), subject)
    told |= {
        "context": context,
        "methods": Text.of(chance.choice(_METHODS)),
        "results": subject.results[0].joined(subject.results[1]),
        "conclusion": Text.of(chance.choice(_CONCLUSIONS)),
    }
    if length == "long":
        for pair in _CONTEXTS * 2:
            told["context"] = told["context"].joined(_filled(pair, subject))
    if length in _MOTTOS:
        motto = _MOTTOS[length]
        told["context"] = context.joined(Text(f"Mot d’ordre : « {motto} ».", f"Motto: “{motto}”."))
    return told


def _filled(pair, subject):
    return Text(pair[0].format(subject=subject.title.fr), pair[1].format(subject=subject.title.en))
