"""Community workers: posts, certificates, honours, pay; budgets and recruitment of the communities."""

from linli.workforce.models.budget import BudgetCategory, BudgetLine, BudgetSource, OperatingBudget
from linli.workforce.models.certificate import (
    SOCIAL_WORK_KINDS,
    AllowanceRule,
    Certificate,
    CertificateKind,
    CertificateLevel,
)
from linli.workforce.models.congress import AttendanceStatus, Commendation, Congress, CongressAttendance
from linli.workforce.models.pay import Payroll
from linli.workforce.models.recruitment import Candidate, RecruitPlan, RecruitPlanUnit
from linli.workforce.models.worker import (
    Education,
    EmploymentKind,
    HiredThrough,
    LevelRule,
    Worker,
    WorkerPost,
)

__all__ = [
    "SOCIAL_WORK_KINDS",
    "AllowanceRule",
    "AttendanceStatus",
    "BudgetCategory",
    "BudgetLine",
    "BudgetSource",
    "Candidate",
    "Certificate",
    "CertificateKind",
    "CertificateLevel",
    "Commendation",
    "Congress",
    "CongressAttendance",
    "Education",
    "EmploymentKind",
    "HiredThrough",
    "LevelRule",
    "OperatingBudget",
    "Payroll",
    "RecruitPlan",
    "RecruitPlanUnit",
    "Worker",
    "WorkerPost",
]
