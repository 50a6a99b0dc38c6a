"""The element dashboard: people's quarterly ratings with exact averages, arrows and history.

Components are rated red, yellow, green or gray. The rating of an element is the average of its components. Gray and
blank ratings are counted but not averaged, and so are ratings that someone gave alone. `dashboard_run` makes the pages.
No module here uses a seating; `measures` reads the record of one.
"""

from seating.add_ons import AddOn

ADD_ON = AddOn(
    commands={"dashboard": "seating.addons.dashboard.command:command"},
    records={
        "dashboard": (
            "seating.addons.dashboard.records:DashboardRecord",
            "seating.addons.dashboard.records:RatingsFormRecord",
        )
    },
    templates="seating.addons.dashboard",
)
