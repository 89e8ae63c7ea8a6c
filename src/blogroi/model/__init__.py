"""What people state: pure, frozen data, validated on the way in.

No numpy, no files, no calculation. Collections cannot be changed; ``attrs.evolve`` gives a changed copy.
"""

from blogroi.errors import BlogroiError, CaseError, Fault, FileError, OptionError, SummaryError
from blogroi.model.case import Case
from blogroi.model.chance import Chance
from blogroi.model.check_policy import CheckPolicy
from blogroi.model.choice_rules import ChoiceRules
from blogroi.model.conventions import GapPolicy
from blogroi.model.correlation import Correlation
from blogroi.model.cost import Cost, CostStatus
from blogroi.model.discounting import Discounting, RateBand, Timing
from blogroi.model.domain import Domain
from blogroi.model.driver import Driver, Varies
from blogroi.model.duration import Duration
from blogroi.model.effect import Effect, Evidence
from blogroi.model.estimate import Estimate
from blogroi.model.formula import Formula
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.horizon import Horizon
from blogroi.model.indicator import CashStatus, Direction, Indicator, Stage, Valuation
from blogroi.model.measured import Measured, PlaceboShare
from blogroi.model.measurement import Comparison, Frequency, Measurement
from blogroi.model.prices import PriceKind, Prices
from blogroi.model.quantiles import Quantiles
from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, QuantityLike, Range, ThreePoint, Uniform
from blogroi.model.samples import Samples
from blogroi.model.scale import Scale
from blogroi.model.scenario import Scenario, ScenarioPublished
from blogroi.model.sources import QuantitySource
from blogroi.model.strategy import Aim, Lever, LeverFamily, Objective, Party
from blogroi.model.studies import Studies
from blogroi.model.tool import Published, Tool
from blogroi.model.total import Total
from blogroi.model.transform import mirrored
from blogroi.model.weights import Stakeholder, Weight, WeightRatio, Weights, WeightStatements

__all__ = [
    "Aim",
    "Beta",
    "BlogroiError",
    "Case",
    "CaseError",
    "CashStatus",
    "Chance",
    "CheckPolicy",
    "ChoiceRules",
    "Comparison",
    "Correlation",
    "Cost",
    "CostStatus",
    "Direction",
    "Discounting",
    "Domain",
    "Driver",
    "Duration",
    "Effect",
    "Estimate",
    "Evidence",
    "Fault",
    "FileError",
    "Formula",
    "Frequency",
    "FrozenMap",
    "GapPolicy",
    "Horizon",
    "Indicator",
    "Lever",
    "LeverFamily",
    "Measured",
    "Measurement",
    "Mirrored",
    "Normal",
    "Objective",
    "OptionError",
    "Party",
    "PlaceboShare",
    "Point",
    "PriceKind",
    "Prices",
    "Published",
    "Quantiles",
    "Quantity",
    "QuantityLike",
    "QuantitySource",
    "Range",
    "RateBand",
    "Samples",
    "Scale",
    "Scenario",
    "ScenarioPublished",
    "Stage",
    "Stakeholder",
    "Studies",
    "SummaryError",
    "ThreePoint",
    "Timing",
    "Tool",
    "Total",
    "Uniform",
    "Valuation",
    "Varies",
    "Weight",
    "WeightRatio",
    "WeightStatements",
    "Weights",
    "mirrored",
]
