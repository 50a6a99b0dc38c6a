"""What columns are called in the wild: each name squashed, as headings are compared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["ALIASES", "OWN"]


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
