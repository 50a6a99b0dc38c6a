"""The day of the meeting: who has arrived, a seat for a late guest, and what to do if somebody does not come."""
