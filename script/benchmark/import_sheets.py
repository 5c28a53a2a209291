"""Lines as teams send them, for measuring: 300 events, and as many rows of whatever belongs to them."""

MAIN = "Événements"
EVENTS = 300

_EVENT_HEADERS = (
    *("Mon code", "Titre", "Type", "Dates", "Lieux", "Organisateurs", "Partenaires", "Bailleurs"),
    *("Programmes", "Thèmes", "Total", "Femmes", "Hommes", "Contexte"),
)
_CATEGORIES = ("élus locaux", "militaires", "médias")


def _events(run, count):
    rows = [
        [
            f"E{number}",
            f"Forum n° {number} de la tournée {run}",
            "forum",
            f"du {number % 20 + 1} au {number % 20 + 3} mars {2013 + number % 10}",
            f"Commune {number % 200}",
            f"OC{number % 240}",
            f"OC{(number + 7) % 240} ; OC{(number + 9) % 240}",
            f"OC{number % 16} [financier]",
            f"programme-{number % 40}",
            "",
            f"environ {40 + number % 30}",
            12,
            20,
            "Dans le cadre de la réforme du secteur de la sécurité. " * 3,
        ]
        for number in range(count)
    ]
    return _EVENT_HEADERS, rows


def _parts(count, run="A"):
    """The sheets of what belongs to events, `count` lines each."""
    event = [f"Forum n° {number % EVENTS} de la tournée {run}" for number in range(count)]
    return {
        "Effectifs": (
            ("Événement", "Sexe", "Catégorie", "Nombre"),
            [[event[n], "femmes", _CATEGORIES[n // EVENTS % 3], 3 + n % 9] for n in range(count)],
        ),
        "Publics": (
            ("Événement", "Public"),
            [[event[n], _CATEGORIES[n // EVENTS % 3]] for n in range(count)],
        ),
        "Rôles": (
            ("Événement", "Organisation", "Rôle"),
            [[event[n], f"OC{(n + 31) % 240}", "bénéficiaire"] for n in range(count)],
        ),
        "Personnalités": (
            ("Événement", "Rôle", "Nom", "Titre ce jour-là"),
            [[event[n], "invité", f"Personne {n % 50}", "Maire"] for n in range(count)],
        ),
        "Recommandations": (
            ("Événement", "Recommandation", "Destinataire"),
            [[event[n], f"Réunir le comité {n} chaque trimestre.", f"OC{n % 240}"] for n in range(count)],
        ),
        "Productions": (
            ("Événement", "Type", "Intitulé"),
            [[event[n], "rapport", f"Compte rendu {n}"] for n in range(count)],
        ),
        "Tests": (
            ("Événement", "Moment", "Moyenne", "Barème"),
            [[event[n], "pré-test", "8,5", 20] for n in range(min(count, EVENTS))],
        ),
    }


def _bodies(count):
    """The sheets of whom and what events name."""
    return {
        "Lieux": (
            ("Nom", "Type", "Fait partie de"),
            [[f"Village {n}", "localité", f"Commune {n % 200}"] for n in range(count)],
        ),
        "Organisations": (
            ("Nom", "Sigle", "Type", "Lieu"),
            [
                [f"Association du village {n}", f"AV{n}", "association", f"Commune {n % 200}"]
                for n in range(count)
            ],
        ),
        "Programmes": (
            ("Nom", "Sigle", "Chef de file", "Partenaires de mise en œuvre"),
            [
                [f"Voix des communes {n}", f"VC{n}", f"OC{n % 240}", f"OC{(n + 1) % 240}"]
                for n in range(count)
            ],
        ),
        "Conventions": (
            ("Référence", "Intitulé", "Bailleur", "Titulaire", "Programme", "Montant", "Monnaie"),
            [
                [
                    f"2024-{n}",
                    "Appui aux communes",
                    f"OC{n % 16}",
                    "OC20",
                    f"programme-{n % 40}",
                    1000 + n,
                    "XOF",
                ]
                for n in range(count)
            ],
        ),
        "Sources": (
            ("Titre", "Type", "Parution", "Adresse"),
            [
                [f"Article {n}", "article de presse", "mars 2024", f"https://exemple.ml/{n}"]
                for n in range(count)
            ],
        ),
    }


def sheets_of(user):
    """Each sheet as a workbook of its own, in an order in which each finds what it needs."""
    yield MAIN, {MAIN: _events("A", EVENTS)}
    headers, rows = _events("A", EVENTS)
    yield "Événements (changés)", {MAIN: (headers, [[*row[:-1], "Un autre contexte."] for row in rows])}
    for title, table in {**_parts(EVENTS), **_bodies(EVENTS)}.items():
        yield title, {title: table}


def workbook_of(user):
    """A thousand lines of all kinds, of events that are not there yet."""
    headers, rows = _events("B", 150)
    return {
        MAIN: (headers, rows),
        **{
            title: (headers, rows[:130])
            for title, (headers, rows) in _parts(150, "B").items()
            if title != "Tests"
        },
    }
