"""One real press article as a workbook: two workshops of April 2023, one total for both.

Sheets and lines stand in no order that helps: each refers to what comes later.
"""

import io

from openpyxl import Workbook

from rss_registry.sheets import read_sheets
from tests.events.attendance.files import ods_file

ARTICLE = {
    "Désaccords": [
        ["Événement", "Élément", "Ce que dit la source", "Source", "Retenu", "Pourquoi"],
        ["E2", "effectifs", "200 participants", "S1", "oui", "L’article est signé."],
        ["E2", "effectifs", "250 participants", "Communiqué d’avril", "", ""],
    ],
    "Suites": [
        ["Recommandation", "Constaté le", "Suite", "Constat", "Source"],
        ["R1", "15/06/2023", "en cours", "Deux réunions tenues.", "S1"],
    ],
    "Recommandations": [
        ["Mon code", "Événement", "Recommandation", "Destinataire", "Nature", "Échéance"],
        ["R1", "E2", "Réunir les comités chaque trimestre.", "CCS d’Alafia", "", "31/12/2023"],
        ["", "E1", "Traduire la stratégie dans les langues locales.", "CRSS", "souhait", ""],
    ],
    "Publics": [
        ["Événement", "Public"],
        *[[code, who] for code in ("E1", "E2") for who in ("militaires", "élus locaux", "piroguiers")],
    ],
    "Personnalités": [
        ["Événement", "Rôle", "Nom", "Titre ce jour-là", "Organisation", "Propos"],
        [
            "E1",
            "déclaration publique",
            "Philippe Sangaré",
            "Expert du commissariat",
            "CRSS",
            "Salue les appuis reçus.",
        ],
        [
            "E2",
            "déclaration publique",
            "Philippe Sangaré",
            "Expert du commissariat",
            "CRSS",
            "Salue les appuis reçus.",
        ],
        ["E2", "déclaration publique", "", "Président du comité", "CCS d’Alafia", ""],
    ],
    "Rôles": [
        ["Événement", "Organisation", "Rôle", "Précision"],
        ["E2", "CCS d’Alafia", "bénéficiaire", "Par son président."],
    ],
    "Totaux communs": [
        ["Libellé", "Événements"],
        ["Les deux ateliers d’avril 2023", "E1 ; E2"],
    ],
    "Effectifs": [
        ["Événement", "Total commun", "Sexe", "Nombre", "Source"],
        ["", "Les deux ateliers d’avril 2023", "", "environ 200", "S1"],
        ["E2", "", "femmes", "une trentaine", "S1"],
    ],
    "Événements": [
        [
            "Mon code",
            "Titre",
            "Type",
            "Dates",
            "Lieux",
            "Organisateurs",
            "Bailleurs",
            "Série",
            "Rang dans la série",
        ]
        + ["Programmes", "Conventions", "Objectifs spécifiques", "Sources"],
        ["E2", "Capacités des comités", "atelier", "du 4 au 12 avril 2023", "Tombouctou ; Taoudénit", "CRSS"]
        + ["MINUSMA [financier]", "C1", 2, "P1", "2023-CRSS", "", "S1"],
        ["E1", "Appropriation de la stratégie", "atelier", "du 4 au 12 avril 2023", "Tombouctou ; Taoudénit"]
        + [
            "CRSS",
            "MINUSMA [financier]",
            "C1",
            1,
            "P1",
            "2023-CRSS",
            "Faire connaître.\nFaire adopter.",
            "S1",
        ],
    ],
    "Productions": [
        ["Événement", "Type", "Intitulé", "Avancement", "Nombre"],
        ["E1", "attestations remises", "Attestations", "remis", 40],
    ],
    "Tests": [["Événement", "Moment", "Moyenne", "Barème"], ["E1", "pré-test", "8,5", 20]],
    "Séries": [
        ["Mon code", "Titre", "Programme", "Nombre d’événements prévus", "Lieux prévus"],
        ["C1", "Tournée du nord", "P1", 2, "Tombouctou ; Taoudénit"],
    ],
    "Sources": [
        ["Mon code", "Titre", "Type", "Parution", "Adresse"],
        ["S1", "Deux ateliers dans le nord", "article de presse", "28/04/2023", "https://exemple.ml/deux"],
        ["", "Communiqué d’avril", "actualité d’un site d’organisation", "avril 2023", ""],
    ],
    "Sources des événements": [
        ["Événement", "Source", "Ce qu’elle apporte"],
        ["E1", "S1", "Un seul total pour les deux."],
    ],
    "Conventions": [
        ["Référence", "Intitulé", "Bailleur", "Titulaire", "Programme", "Nature de l’appui", "Début"],
        ["2023-CRSS", "Appui au commissariat", "MINUSMA", "CRSS", "P1", "financier", "01/01/2023"],
    ],
    "Programmes": [["Mon code", "Nom"], ["P1", "Appui à la réforme"]],
    "Organisations": [
        ["Nom", "Sigle", "Type", "Rattachée à", "Lieu", "Niveau du CCS"],
        ["Comité consultatif d’Alafia", "CCS d’Alafia", "CCS", "Bureau du nord", "Alafia", "communal"],
        ["Bureau du nord", "", "ONG", "", "", ""],
        ["Mission des Nations unies", "MINUSMA", "organisation internationale", "", "", ""],
    ],
    "Lieux": [
        ["Nom", "Type", "Fait partie de"],
        ["Alafia", "commune", "Cercle d’Alafia"],
        ["Cercle d’Alafia", "cercle", "Tombouctou"],
        ["Tombouctou", "région", "Mali"],
        ["Taoudénit", "région", "Mali"],
    ],
}


def as_workbook(tables):
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, lines in tables.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def as_ods(tables):
    return ods_file(
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        + "".join(_ods_table(name, lines) for name, lines in tables.items())
        + "</office:spreadsheet></office:body></office:document-content>"
    )


def _ods_table(name, lines):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = ("".join(cell.format(value) for value in line) for line in lines)
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{body}</table:table>'


def as_sheets(tables):
    return read_sheets(as_workbook(tables))
