"""What a typed text means: it is resolved once, against the list and the tables, and nobody looks at it again."""

from seating.mentions.mention import Mention, MentionKind, Written
from seating.mentions.resolver import Resolver

__all__ = ["Mention", "MentionKind", "Resolver", "Written"]
