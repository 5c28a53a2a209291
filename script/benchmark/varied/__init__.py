"""An invented register, rich enough to judge a page by: every awkward kind of fact occurs in it.

Bodies, persons and sources are called « Exemple », so that nobody takes them for real ones; places,
themes and laws are real. Nothing here happened.
"""
