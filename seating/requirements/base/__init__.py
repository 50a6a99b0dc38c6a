"""What a kind of requirement is made of: its keys, its sentence, and what checking it finds. It knows no kind."""
