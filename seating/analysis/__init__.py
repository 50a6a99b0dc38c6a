"""What a room lacks, one module for each question: whom to invite, who could stand in, who was nominated.

Nothing here solves or writes. A question for the engines is handed in as a function.
"""
