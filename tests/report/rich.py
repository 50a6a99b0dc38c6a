"""The small room with more details: interests, assets, what people speak to, an earlier round."""

from __future__ import annotations

from dataclasses import replace

from seating.analysis.invitations import Invitations, Invitee
from seating.convening import Frame
from seating.forms.resources import Holder, Resource, Resources, ResourceState
from seating.profiles import Asset, People, Person
from seating.profiles.cells.replies import Reply
from seating.requirements.pin import PinRequirement
from seating.requirements.together import TogetherRequirement
from seating.result import FewestPeople, Recruit, Result
from seating.room.history import History, PastRound

from .made_up import ToyCount, ToyVoice, result_of, small

SAYS = {
    "p01": {"interests": {"capital": 3, "talent": 1}, "speaks_to": ("funding",)},
    "p02": {"interests": {"Capital": 2}, "assets": (Asset(group="skill", word="bookkeeping"), Asset(word="a van"))},
    "p03": {"interests": {"talent": 2, "capital": 1}, "speaks_to": ("practice", "policy")},
    "p05": {"interests": {"space": 3}},
    "p06": {"interests": {"schools": 2}, "speaks_to": ("practice",)},
}

EARLIER = {"p01": "capital", "p02": "capital", "p03": "money", "p06": "capital", "p07": "talent", "x01": "talent"}


def rich(frame: Frame | None = None, **changes: object) -> Result:
    """Return the small room with more filled cells; `changes` apply to the convening."""
    base = small()
    people = People(
        tuple(person.model_copy(update=SAYS.get(person.id, {})) for person in base.people), file="stakeholders.csv"
    )
    capital = base.convening.tables[0].model_copy(update={"needs": ("bookkeeping",), "was": ("money",)})
    asked = (
        ToyCount(id="doers", who={"representative_type": "doer"}, at_least=3, must=True),
        ToyCount(id="books", who={"assets": "bookkeeping"}, at="capital"),
        PinRequirement(id="pin-1", people=("p04",), tables=("capital",)),
        PinRequirement(id="pin:p05", people=("p05",), tables=("capital",)),
        TogetherRequirement(id="together-1", people=("p11", "p12")),
        ToyVoice(id="small-firms", name="Small firms", who={"size": "micro"}, at_least=2),
        ToyVoice(id="quiet", name="Step-free", who={"needs": "step-free"}),
    )
    update = {"tables": (capital, *base.convening.tables[1:]), "requirements": asked, "frame": frame, **changes}
    convening = base.convening.model_copy(update=update)
    names = {"pin:p05": "private-1", "quiet": "private-2"}
    result = result_of(people, convening, dict(base.plan.seats), private_names=names, duties=base.duties)
    return replace(result, bound=2)


def after_rounds(result: Result, *seats: dict[str, str]) -> Result:
    """Return the result as if these rounds had taken place before."""
    held = tuple(PastRound(number, seated) for number, seated in enumerate(seats, start=1))
    room = replace(result.room, history=History(held), round_number=len(seats) + 1)
    return replace(result, room=room)


def person(result: Result, identity: str) -> Person:
    return result.people.by_id[identity]


def tracked(result: Result) -> Result:
    """Return the result with invitations in several states, and with resources."""
    wanted = Recruit({"size": "micro"}, 2, ("small-firms",), "Invite 2 more people.", True, name="Small firms")
    rows = (
        Invitee("small-firms-1", "Small firms", "Zoe Quill", nominated_by="Ana Ruiz", asked_on="2026-03-02"),
        Invitee("small-firms-2", "Small firms", "Yan Moor", answer=Reply.YES, note="works nights"),
        Invitee("small-firms-3", "Small firms"),
    )
    known = tuple(
        Resource(f"{state.value} loans", state, (Holder("Mill School", is_away=True),), cells)
        for state in ResourceState
        for cells in ({"focus": ("capital",), "serves": ("micro",)}, {"focus": ("talent",)})
    )
    return replace(
        result,
        recruit=(wanted, replace(wanted, name="Others", serves=("quiet",))),
        fewest=FewestPeople(1, True, True),
        invitations=Invitations("invitations.csv", rows),
        resources=Resources(("resources.csv",), known, ("focus", "serves")),
    )
