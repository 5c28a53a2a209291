"""What stops a move, in a sentence for whoever types the command."""


class CannotMove(Exception):
    """Nothing was changed."""
