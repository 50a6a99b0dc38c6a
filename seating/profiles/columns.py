"""The known columns: their names, their other names in lists, what they hold, and who may see them."""

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
"""Every column with a meaning of its own; all others are columns of the list's own."""

PARTS = ("total", "more", "adults", "children", "names")
"""What a column `party` may say: how many people the row is in all, how many come in addition to the one
named (a number or yes), how many of them are adults, how many are children, or their names."""

RELATIONS = ("with", "apart", "wishes", "avoids")
"""Columns that name other people."""

TABLE_COLUMNS = ("chose", "declined", "can_come", "pin")
"""Columns that name tables."""

SEVERAL = frozenset({"speaks_to", "assets", "languages", "needs", "party", *RELATIONS, *TABLE_COLUMNS})
"""Columns of which a list may have several that mean the same: their values are put together."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes
    ----------
    key : str
        The canonical name, or the heading for a column of the list's own.
    heading : str
        As written, without outer space.
    letter : str
        Of the spreadsheet; "A and B" where two columns make one.
    indices : tuple of int
        Where its cells are, from 0; several are joined with a space.
    is_known : bool
        Whether the key is canonical.
    part : str
        Of a column `party`, which of `PARTS` it is; else "".
    evidence : str
        What the key rests on, in words that name no value: "the heading says RSVP".
    is_private : bool
        Whether a column of the list's own is for the convener alone, by what it holds.
    is_guess : bool
        Whether its cells had a say, since its heading alone does not say what it is.
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
"""A squashed heading, and the canonical column it means."""

OWN = frozenset({"attendee #", "attendee no.", "order #", "order no.", "guest #", "participant #"})
"""Headings of ticket shops, folded, whose punctuation is what tells them from a column of ours."""
