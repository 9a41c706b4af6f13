"""What burdens a community and is taken off it: lists, plaques, secondments, certificates, accounts."""

from linli.burden.models.account import AccountDecision, Platform, PublicAccount
from linli.burden.models.burden_list import BurdenCategory, BurdenItem, BurdenList, BurdenRule, ListLevel
from linli.burden.models.certificate_item import CertificateDecision, CertItem
from linli.burden.models.plaque import Plaque, PlaqueFinding, PlaquePlace
from linli.burden.models.secondment import Secondment, SecondmentFinding

__all__ = [
    "AccountDecision",
    "BurdenCategory",
    "BurdenItem",
    "BurdenList",
    "BurdenRule",
    "CertItem",
    "CertificateDecision",
    "ListLevel",
    "Plaque",
    "PlaqueFinding",
    "PlaquePlace",
    "Platform",
    "PublicAccount",
    "Secondment",
    "SecondmentFinding",
]
