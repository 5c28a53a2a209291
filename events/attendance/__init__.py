"""Attendance lists as organisations keep them: where the list is, what its columns hold, who stands in it.

Only functions of what is given: nothing is stored here. In this order: `layout` (where the list is),
`columns` (what each column holds), `rows` (the people), `likeness` (who is the same).
"""
