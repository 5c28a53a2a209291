"""Tables of records: each kind has rules of who may see, add and change its rows."""

import organisations.resources.indexes  # noqa: F401 -- what the columns refer to
from organisations import permissions
from rss_registry.exchange.held_to_forms import FormHeldResource
from rss_registry.exchange.parts import PartResource


class RecordResource(FormHeldResource):
    # The module whose rules know the model.
    policy = permissions

    def to_import(self):
        rows = self.model._default_manager.all()
        return self.to_export(self.policy.visible_to(self.user, rows))

    def may_add(self):
        return self.policy.RULES[self.model].may_add(self.user)

    def may_change(self, instance):
        return self.policy.can(self.user, "change", instance)


class OwnedResource(PartResource):
    """Rows that follow whom they belong to: who may change one of those may change them."""

    policy = permissions

    def owners_of(self, instance):
        return (self.parent_of(instance),)

    def may_change(self, instance):
        made = self.references.made
        return any(
            # What the file itself adds is the user's, though no log says so yet.
            (type(owner), owner.pk) in made or self.policy.can(self.user, "change", owner)
            for owner in self.owners_of(instance)
        )
