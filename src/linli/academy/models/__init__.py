"""Courses and teachers as far as classes need them; classes, their sessions, enrolments."""

from linli.academy.models.course import Course, CourseForm, Teacher, TeacherKind, Track
from linli.academy.models.enrolment import Enrolment, LearnerKind, Result
from linli.academy.models.training import ClassKind, Session, Target, TrainingClass

__all__ = [
    "ClassKind",
    "Course",
    "CourseForm",
    "Enrolment",
    "LearnerKind",
    "Result",
    "Session",
    "Target",
    "Teacher",
    "TeacherKind",
    "Track",
    "TrainingClass",
]
