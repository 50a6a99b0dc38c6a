"""The board: a local web page that shows and edits one initiative's list, convening and seating.

It calls the functions of `seating.api`, as the command line does, and holds no rule of its own. Only this package
imports Starlette and Uvicorn, which the extra `board` installs.

- `server` starts and stops it, `security` decides which requests are answered, and `app` tells which screen answers.
- `session` holds what all windows share: the request, the inputs as last read, and the version that windows wait for.
- `rendering` fills templates. Each module in `screens` is one screen, with its routes in `ROUTES`.

Screens are complete pages of HTML. `static/board.js` replaces parts of them in place (see its first comment).
"""
