"""Texts of the libraries that staff read and whose own French is missing or clumsy.

`makemessages` reads our sources only: named here, they get into our catalogues, which Django asks
before those of the libraries. locale/fr then holds our French, locale/en the text as it is.
"""

from django.utils.translation import gettext_noop as _

LIBRARY_TEXTS = (
    # Django: « Administration de Organisations, lieux et financements »
    _("%(app)s administration"),
    # Django's admin speaks of « objet Lieu » and « Aucun(e) »: a verbose name has no article and no gender.
    _("Delete multiple objects"),
    _("Add another %(verbose_name)s"),
    _("Changed {fields} for {name} “{object}”."),
    _("None"),
    _("Select this object for an action - {}"),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _(
        "Deleting %(class_name)s %(instance)s would require deleting the following protected "
        "related objects: %(related_objects)s"
    ),
    _("Click here to select the objects across all pages"),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related "
        "objects, but your account doesn't have permission to delete the following types of "
        "objects:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following "
        "protected related objects:"
    ),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the '
        "following related items will be deleted:"
    ),
    _(
        "Deleting the selected %(objects_name)s would result in deleting related objects, but "
        "your account doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting the following protected "
        "related objects:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following "
        "objects and their related items will be deleted:"
    ),
    _("None available"),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    _("Change selected %(model)s"),
    _("Add another %(model)s"),
    _("Delete selected %(model)s"),
    _("View selected %(model)s"),
    _("Select all objects on this page for an action"),
    _("Select %s to change"),
    _("Select %s to view"),
    # simple_history
    _("View history: %s"),
    _("Deleted %(type_name)s"),
)
