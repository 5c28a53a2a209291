"""Chance that leaves nothing out."""


class Deck:
    """Deals its cards in a chance order, and shuffles again only when all were dealt.

    Whatever has a card thus occurs within one deck, however rare it is.
    """

    def __init__(self, chance, cards):
        self._chance = chance
        self._cards = [card for card, copies in cards.items() for _ in range(copies)]
        self._left = []

    def deal(self):
        if not self._left:
            self._left = self._chance.sample(self._cards, len(self._cards))
        return self._left.pop()
