"""The known columns of a list: their names, their aliases and their groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = [
    "ALIASES",
    "CANONICAL",
    "OWN",
    "PARTS",
    "RELATIONS",
    "SEVERAL",
    "TABLE_COLUMNS",
    "Column",
]

CANONICAL = (
    "name",
    "id",
    "organization",
    "sector",
    "representative_type",
    "interests",
    "speaks_to",
    "assets",
    "languages",
    "needs",
    "attending",
    "status",
    "duty",
    "with",
    "apart",
    "wishes",
    "avoids",
    "chose",
    "declined",
    "can_come",
    "pin",
    "email",
    "phone",
    "listed",
    "party",
)
"""All columns with a predefined meaning. Every other column is a custom column, called `own` in the code."""

PARTS = ("total", "more", "adults", "children", "names")
"""What a `party` column may contain: the number of people on the row, the number of additional people (or yes),
the number of adults, the number of children, or the names of these people."""

RELATIONS = ("with", "apart", "wishes", "avoids")
"""Columns that name other people."""

TABLE_COLUMNS = ("chose", "declined", "can_come", "pin")
"""Columns that name tables."""

SEVERAL = frozenset({"speaks_to", "assets", "languages", "needs", "party", *RELATIONS, *TABLE_COLUMNS})
"""Columns that a list may have more than once; their values are combined."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes
    ----------
    key : str
        The canonical name, or the heading for a custom column.
    heading : str
        The heading as written, without surrounding spaces.
    letter : str
        The spreadsheet letter; "A and B" if the column combines two.
    indices : tuple of int
        Positions of its cells, from 0; several cells are joined with a space.
    is_known : bool
        Whether the key is canonical.
    part : str
        For a `party` column, which of `PARTS` it is; otherwise "".
    evidence : str
        Why the column has this key, in words that quote no value: "the heading says RSVP".
    is_private : bool
        Whether this is a custom column whose heading or cells are only for the convener.
    is_guess : bool
        Whether the key also depends on the cells, because the heading alone is not clear.
    """

    key: str
    heading: str
    letter: str
    indices: tuple[int, ...]
    is_known: bool
    part: str = ""
    evidence: str = ""
    is_private: bool = False
    is_guess: bool = False


def _table(rows: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({alias: column for column, aliases in rows.items() for alias in aliases.split()})


ALIASES = _table(
    {
        "name": "name names fullname participant participantname attendee attendeename guest guestname applicantname "
        "personname person stakeholder stakeholdername contactname invitee displayname yourname yourfullname "
        "whatisyourname whatisyourfullname nameandsurname firstandlastname firstlastname nameoffirstandlast",
        "id": "id ids personid peopleid userid participantid attendeeid guestid stakeholderid memberid contactid "
        "applicantid uniqueid",
        "organization": "organization organisation org orgs organizations organizationname organisationname orgname "
        "company companyname employer affiliation institution agency yourorganization yourorganisation "
        "nameoforganization nameoforganisation companyorganization organizationcompany",
        "sector": "sector sectors yoursector",
        "representative_type": "representativetype typeofrepresentative representative reptype role roles yourrole "
        "representativerole roletype typeofrole kindofrepresentative",
        "interests": "interests interest areasofinterest areaofinterest interestareas interestarea topics topic "
        "topicsofinterest focusareas focusarea yourinterests interestedin",
        "speaks_to": "speaksto canspeakto speakto speaksabout speaksfor",
        "assets": "assets asset brings whatyoubring whatyoucanbring skillsandassets assetsandskills",
        "languages": "languages language spokenlanguages spokenlanguage languagesspoken languagespoken "
        "languagesyouspeak whatlanguagesdoyouspeak",
        "needs": "needs need accessneeds",
        "attending": "attending attendance attends rsvp coming iscoming willattend willyouattend areyoucoming "
        "areyouattending",
        "status": "status invitationstatus",
        "duty": "duty duties staffduty",
        "with": "with sitwith sitswith seatwith seatedwith togetherwith mustsitwith",
        "apart": "apart apartfrom keepapart keepapartfrom notwith mustnotsitwith",
        "wishes": "wishes wish wishestositwith wouldliketositwith wantstositwith liketositwith",
        "avoids": "avoids avoid wouldrathernotsitwith rathernotwith",
        "chose": "chose chosen chosentable chosentables tablechoice choiceoftable preferredtable",
        "declined": "declined declinedtable declinedtables willnotsitat",
        "can_come": "cancome cancometo cancomeon",
        "pin": "pin pins pinned pinnedto pinnedtable fixedtable",
        "email": "email emails emailaddress mail emailadress youremail youremailaddress contactemail workemail",
        "phone": "phone phones phonenumber telephone telephonenumber tel mobile mobilephone mobilenumber "
        "cell cellphone contactnumber yourphonenumber",
        "party": "party",
        "listed": "listed islisted showonpages showonlists",
    }
)
"""Canonical column for each known heading, in its `squashed` form."""

OWN = frozenset({"attendee #", "attendee no.", "order #", "order no.", "guest #", "participant #"})
"""Folded headings of ticket shops that differ from a known column only in their punctuation."""
