from ..common.problems import Place, Problem
from .checks.doubts import Doubt
from .checks.evidence import Assumption, Example, Kind
from .checks.evidence import FormulaEvidence as Evidence
from .checks.evidence import StepEvidence as Step
from .doors.api import check_text, check_tree
from .doors.settings import Settings, SettingsError
from .report.tree import Report

__all__ = [
    "Assumption",
    "Doubt",
    "Evidence",
    "Example",
    "Kind",
    "Place",
    "Problem",
    "Report",
    "Settings",
    "SettingsError",
    "Step",
    "check_text",
    "check_tree",
]
