"""The day of the meeting: who has arrived, free seats, and what to do if somebody does not come."""
