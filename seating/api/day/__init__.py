"""The day of the meeting: who has arrived, free seats, and what to do if someone does not come."""
