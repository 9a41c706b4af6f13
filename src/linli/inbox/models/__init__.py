"""What is told to people, how each of them wants to hear it, and where it stands on its way out."""

from linli.inbox.models.message import Delivery, Message
from linli.inbox.models.preference import ChannelAddress, Preference

__all__ = ["ChannelAddress", "Delivery", "Message", "Preference"]
