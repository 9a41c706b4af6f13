"""What the desk keeps of its own: the index it searches, and what readers say about the pages."""

from linli.desk.models.feedback import Feedback, FeedbackKind
from linli.desk.models.saved_view import SavedView
from linli.desk.models.search import SearchEntry, SearchGram, SearchStand, SearchText

__all__ = ["Feedback", "FeedbackKind", "SavedView", "SearchEntry", "SearchGram", "SearchStand", "SearchText"]
