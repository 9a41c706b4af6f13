"""Stations with their checks and honours; job desks with consultations, classes, seekers and referrals."""

from linli.stations.models.check import StandardKind, StationCheck, StationStandard
from linli.stations.models.desk import Consultation, ConsultationTopic, ConsultationWay, JobDesk
from linli.stations.models.jobs import (
    Employer,
    JobSeeker,
    Referral,
    ReferralResult,
    SeekerGroup,
    Vacancy,
    WorkKind,
)
from linli.stations.models.station import Honour, Host, Station, StationHonour, StationPause
from linli.stations.models.training import OrderTraining, Trade, Trainee

__all__ = [
    "Consultation",
    "ConsultationTopic",
    "ConsultationWay",
    "Employer",
    "Honour",
    "Host",
    "JobDesk",
    "JobSeeker",
    "OrderTraining",
    "Referral",
    "ReferralResult",
    "SeekerGroup",
    "StandardKind",
    "Station",
    "StationCheck",
    "StationHonour",
    "StationPause",
    "StationStandard",
    "Trade",
    "Trainee",
    "Vacancy",
    "WorkKind",
]
