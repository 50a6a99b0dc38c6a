"""The screens of the board. Each module has the routes of one screen in `ROUTES`.

A function of a screen reads the form, calls one function of `seating.api`, and fills a template. The answer to a form
that changes something is the changed part of the page if the script asked for it (`rendering.wants_part`), and a
redirection to the screen otherwise.
"""
