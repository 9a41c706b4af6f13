"""Persons, accounts, households, appointments, consent."""

from linli.people.models.account import Account
from linli.people.models.appointment import ADMIN_POSTS, LEAD_POSTS, UNIT_POSTS, Appointment, Post
from linli.people.models.consent import Consent, ConsentWay, Purpose
from linli.people.models.household import FormerDoor, Household, Stay
from linli.people.models.key import KeyFingerprint
from linli.people.models.log_key import LogKey
from linli.people.models.person import Person
from linli.people.models.tag import HouseholdTag, TagGround, TagKind

__all__ = [
    "ADMIN_POSTS",
    "LEAD_POSTS",
    "UNIT_POSTS",
    "Account",
    "Appointment",
    "Consent",
    "ConsentWay",
    "FormerDoor",
    "Household",
    "HouseholdTag",
    "KeyFingerprint",
    "LogKey",
    "Person",
    "Post",
    "Purpose",
    "Stay",
    "TagGround",
    "TagKind",
]
