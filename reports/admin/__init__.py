"""The admin of what reports keep: the forms of donors, and the reports prepared on them."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from reports.admin.donor_reports import DonorReportAdmin
from reports.admin.donor_templates import DonorSectionAdmin, DonorTemplateAdmin
from reports.admin.proofs import DocumentProofAdmin

__all__ = ["DocumentProofAdmin", "DonorReportAdmin", "DonorSectionAdmin", "DonorTemplateAdmin"]

# What the queue holds is the worker's business; what a job came to stands on its page.
admin.site.unregister(DBTaskResult)
