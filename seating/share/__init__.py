"""What other devices on the local network can see, if the convener shares it with `seating open --share`.

This is an application of its own, with its own address, links and limits. It cannot show anything private: it knows no
list, no convening and no seating. It gets finished pages that everyone may see, and plain data, from the board, which
implements `facts.Source`. A contract keeps it from importing anything else. It can change two things: the answer of the
device that sends it, and, for ushers with the PIN, who has arrived.

- `facts` is all that the pages are made of, and `updates` tells open pages of a change.
- `guard` decides which requests are answered, `allowances` how many, and `routes` which page answers.
- `listener` listens.
"""
