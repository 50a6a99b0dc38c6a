"""What a typed text means: it is resolved once, against the list and the tables, and nobody looks at it again."""

from seating.mentions.directory import Directory, find_meant_table
from seating.mentions.index import MentionIndex
from seating.mentions.mention import Mention, MentionKind

__all__ = ["Directory", "Mention", "MentionIndex", "MentionKind", "find_meant_table"]
