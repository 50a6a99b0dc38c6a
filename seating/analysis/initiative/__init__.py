"""The initiative around a round: its governance tables and who is a member of them."""
