"""Who is missing, one module a question: whom to invite, who could stand in, who was named, what is empty.

Nothing here solves or writes; whoever asks hands over a question to the engines as a function.
"""
