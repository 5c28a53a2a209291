from rss_registry.text import fold


def test_accents_case_ligatures_and_apostrophes_fold():
    assert fold("L’État à Ségou : ŒUVRE n° 3") == "l etat a segou oeuvre n 3"


def test_bambara_letters_fold_to_what_a_french_keyboard_types():
    assert fold("Bamanankan Kɛnɛya ŋ ɲ ɔ") == "bamanankan keneya n n o"


def test_nothing_readable_folds_to_nothing():
    assert fold("« — » 🙂") == ""


def test_every_script_is_kept_without_its_marks():
    assert fold("إصلاح القطاع الأمنيّ") == "اصلاح القطاع الامني"
    assert fold("ߒߞߏ ߘߊ߲߬ߡߊ") == "ߒߞߏ ߘߊߡߊ"
