"""Backups of a whole register, and the way back. Run by `script/backup` and `script/restore`.

Nothing here imports the register: what brings it back must work beside any version of it, a broken one too.
"""
