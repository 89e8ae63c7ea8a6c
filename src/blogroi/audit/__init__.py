"""Audits of an evaluation: the same questions, the same claims, no favour to old or new, and the same bits again.

``parity`` and ``claims`` are part of every result. ``neutrality`` evaluates again with the dates of the tools exchanged, and
``replay`` evaluates again what somebody else has evaluated.
"""

from blogroi.audit.neutrality import Certificate, neutrality
from blogroi.audit.replay import Replay, replay
from blogroi.fairness.claims import claims
from blogroi.fairness.parity import parity
from blogroi.hindsight.surprises import allowances, surprises

__all__ = ["Certificate", "Replay", "allowances", "claims", "neutrality", "parity", "replay", "surprises"]
