"""The admin of what reports keep: the forms of donors, and the reports prepared on them."""

from reports.admin.donor_reports import DonorReportAdmin
from reports.admin.donor_templates import DonorSectionAdmin, DonorTemplateAdmin

__all__ = ["DonorReportAdmin", "DonorSectionAdmin", "DonorTemplateAdmin"]
