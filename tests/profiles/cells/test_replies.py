"""Replies as people write them: what each text means, by table."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.cells import replies
from seating.profiles.cells.replies import Reply, chance_in, read_reply, rounds_in

MEANT = {
    Reply.YES: """
        Count me in | Count on me | You can count on me | Count on us! | You bet | You bet!
        With bells on | I'll be there with bells on | Would not miss it | Wouldn't miss it for the world
        Absolutely | Absolutely! | Happy to | Happy to! | Happy to join you | Honored | I'd be honored
        Honoured to attend | Can do | Will do | Save me a seat | Sign me up | Put me down for a yes
        Wild horses couldn't keep me away | Without a doubt | Con gusto | Con mucho gusto
        ¡Con mucho gusto! | Con todo gusto | Claro que sí | ¡Claro! | Por supuesto | Por supuesto que sí
        Cuenten conmigo | Cuenta conmigo | Ahí estaré | Allí estaremos | Desde luego | Me apunto
        Sin falta | No faltaré | Cómo no | ¡Cómo no! | Seguro que sí | Sí, sin falta | Encantada
        Sí, con mucho gusto
        Will be attending | Yes I'm coming! | I'll be there! | Count us in | We'd love to come
        Attending in person | Yes, in person | On site | Coming with pleasure | Accept | Accepts with pleasure
        Joyfully accept | Happily attending | Coming | Yes, both days | Will come | Definitely coming
        Confirmed attendance | Attendance confirmed | Si | Sí, con mucho gusto | Claro, ahí estaré
        Oui, je serai présente | Présent | Présente | J'y serai | Ich bin dabei | Wir kommen | Zusage
        Nehme teil | Estarei presente | Vou sim | Ci sarò | Parteciperò | Ik ben erbij | Komt | Potwierdzam
        Przyjdziemy | Приду | Буду | Придём | 갈게요 | 참가합니다 | 参加予定 | 出席します | 会参加 | 我来
        Tham gia | Sẽ đến | أحضر | نعم سأحضر | Ja | Jeg kommer | Kommer | Geliyorum | here | Here | Checked-in
        RSVP Yes | going | Attended | Paid and attending | Yep, see you there | Delighted to accept
        Ticket booked | All good, coming | Checked in at door | Yes ✓ | Yes! | OUI | Attending ✅
        Accepted invitation | I shall attend | Be there with bells on | I will be attending in person
        Yes, I can attend | Yes I can | I can come | I can | Can attend | Able to attend | Will join
        I plan to attend | We'll be there | Present (proxy none) | voting, present
        Accepted | Joyfully accepts | Yes, I will be there | Yes - in person | Checked in | Checked In
        Will attend | I will attend | Attending | Attending  | going | Going | Yes | YES | y | true | 1 | ✓ | ✔
        Y | Sí | Sí, asistiré | oui | Ja | ja, gerne | No problem, I'll be there | No worries, I will come
        Can't wait! | Yes! Wouldn't miss it | I wouldn't miss it for the world | Confirmed | Delighted to attend
        Present | in | I'm in | Count me in | Yes please | With pleasure | Je viens | Je serai là
        Oui, avec plaisir | Ich komme gerne | Zugesagt | Sim, vou | Sì, ci sarò | Ja, ik kom | Tak, będę
        Да, приду | да
        네 | 참석 | 참석합니다 | 出席 | 参加します | はい | 是 | 参加 | Có | Có, tôi sẽ tham dự | نعم | سأحضر
        In person | Onsite | Selected | Registered | We will both be there | I'll be there | Happy to come
        Of course | Definitely | Yes, vegetarian | Yes (no nuts) | Attending: yes | RSVP yes
        yes, but I can't eat nuts | Looking forward to it | Sure | Absolutely! | Yes, sorry for the late reply
        Sorry for the late reply, I'll be there | Will be attending | I can make it | Gladly accepts | Asistiré
        Claro que sí | Kommt | anwesend | Vengo volentieri | presente | Aanwezig | obecny | Przyjdę | Буду
        Confirmado | A) Yes
    """,
    Reply.NO: """
        Count me out | Count us out | Don't count on me | No can do | Have to pass | I'll have to pass
        Going to pass this time | Hard pass | Bowing out | I'm bowing out | Sit this one out
        I'll sit this one out | Sitting this one out | Unable | Unable to come | Afraid not
        I'm afraid not | Not this time | Not possible | It's not possible for me | That won't be possible
        Impossible | Rain check | Imposible | Me es imposible | No cuenten conmigo | No cuentes conmigo
        No me es posible | No será posible | Lamentablemente no | Qué pena pero no | Qué pena, pero no
        Qué lástima, no puedo | Estaré fuera | Estaré de viaje | Tengo otro compromiso | Me temo que no
        Desgraciadamente no | No podré ir | Put me down as a no | No va a poder ser | Otra vez será
        Declined invitation | Will not be able to attend | Won't be able to make it | Can't attend | Cannot come
        Not able to attend | Unfortunately, I can't | I'm not coming | Not this year | Regretfully decline
        Regretfully unable | Regretfully cannot attend | Respectfully decline | Decline | Declines
        Sends regrets | With regrets | No - can't make it | No, I won't be there | No, I can't make it
        No, unfortunately | NO. | Apologies given | Apologies sent | Apology | apols | Absent with leave
        Leave of absence | On leave | On vacation | Not present | Did not attend | Didn't attend | No thanks!
        Nay | Cancelled - refunded | Partially refunded | Ticket cancelled | Ticket refunded | withdrew
        Has withdrawn | Withdrawn by participant | Dropped | Removed | No show | Unsubscribed | Opted out
        Rejected | Ne viendra pas | Je ne peux malheureusement pas | Absent | Absente | Excusé
        Malheureusement non | Désolée, je ne peux pas | Nein danke | Komme leider nicht | Kann nicht kommen
        Bin verhindert | Absage | Leider verhindert | Não posso | Não poderei ir | Infelizmente não posso
        Non vengo | Non potrò venire | Purtroppo no | Mi dispiace, non posso | Kan niet | Helaas verhinderd
        Afgemeld | Nie przyjdę | Niestety nie mogę | Nieobecny | Не смогу прийти | Не приду | Нет, не смогу
        불참합니다 | 참석 불가 | 못가요 | 안 갑니다 | 不参加です | 欠席します | 参加できない | 不来 | 去不了
        不出席 | Không đi được | لن أتمكن من الحضور | لا أستطيع الحضور | Nei | Kan ikke komme | Kommer ikke
        Hayır | Not Going | Not attending - work | Sorry cannot | I can't be there | I will be away | Away
        Out of office | Cannot attend due to illness | Previous engagement | No can do | Not able
        Not available that day | I won't | Will not | We can't come | Neither of us can come | Must decline
        Have to decline | Sadly cannot attend | Sadly can't | We will have to miss it | I'll miss this one
        Unable | not joining | I will not join | No, but thank you | Not participating | didn't accept
        Turned down | Declined (no reason) | Lo siento, no podré | No voy a poder ir | No asistiré | No podemos
        no puede
        Regretfully declines | Regrets | Apologies | Not going | Can't make it | Cannot make it | No, sorry
        Refunded | Cancelled | Canceled | Withdrawn | Not Attending | Not Attending  | not going
        not able to come | won't be there | will not attend | I cannot attend | I can not attend | No | N | false
        0 | ✗ | ✘ | No podré asistir | No puedo | no voy | Lo siento, no puedo ir | non | Je ne peux pas venir
        Je ne viens pas | absent | Nein | nein, leider nicht | Leider nicht | Ich komme nicht | Kann leider nicht
        Abgesagt | abgemeldet | não | Não vou | Infelizmente não | non posso | Non ci sarò | assente | nee
        Ik kom niet | helaas niet | afwezig | nie | Nie mogę | Nie będę | niestety nie | нет | Не приду
        не смогу | к сожалению, нет | 불참 |
        참석하지 못합니다 | 못 갑니다 | 아니요 | 欠席 | 不参加 | 参加できません | いいえ | 不参加 | 不能来 | 无法参加
        否 | Không | Không tham dự | Không thể đến | لا | لن أحضر | معتذر | Declined | Declines with regret
        Unable to attend | Not coming | Not coming this time | Sadly, no
        Unfortunately I have another commitment | Sorry, I'm away that week | Out of town | Nope | Definitely not
        I'm afraid not | Absent | Excused | No show | No-show | Dropped out | Will not be attending
        I won't be able to join you | Sends apologies | Apologies received | Has declined | No thank you
        No thanks | cant come | Can’t come | Not available | Rejected | not selected | Sorry!
        Regrets, prior engagement | No, I will not attend | No, I can't | Respectfully declines | Won't attend
        I'll have to pass | out | Attending: No | No - away | Never | None of us can come
        We are not able to attend | Cancelled by attendee | Nej | Absage | pas disponible | Ne participera pas
        No asiste | No asistirá | не будет | Nicht dabei | unavailable | No, next time | No, maybe next time
        no puedo asistir, gracias | Declined - sick | i dont think i can make it x
    """,
    Reply.MAYBE: """
        On the fence | Still on the fence | Up in the air | It's up in the air | Toss-up | A toss up
        Playing it by ear | I'll play it by ear | 50-50 | 50/50 | 50/50 right now | Fifty-fifty | Will see
        We'll see | Too early to say | Too soon to tell | Depends | Depends on work
        Not possible to say yet | Remains to be seen | A lo mejor | Ya veré | Ya veremos | Depende
        Depende del trabajo | Put me down as a maybe | A ver | Tal vez | Lo pensaré
        Maybe? | Might | Might be there | Still deciding | Not 100% sure | I'll try | Hope so | Probably yes
        Perhaps later | Undecided yet | Don't know yet | I'm not sure I can come | I hope to be there
        Possibly, will confirm | To be confirmed | 50/50 | Depende | No estoy segura | Eventuell | Forse
        Misschien | Nie wiem jeszcze | Не знаю пока | 아직 모르겠어요 | まだわかりません | 不确定 | Chưa biết
        Tentatively accepted | Penciled in | If my shift allows | Provisionally yes | Likely | tentativo
        Maybe | Tentative | Not sure | not sure yet | Perhaps | Possibly | Might come | I might be able to come
        Tal vez | Quizás | peut-être | Vielleicht | talvez | forse | misschien | może | Może być | может быть
        возможно | 미정 | 未定 | 待定 | 也许 | Có thể | ربما | Unsure | Undecided | I don't know | Hope to come
        Will try to attend | Probably | Probably not | Yes, probably | Maybe, will let you know | ? | TBC
        Depends on work | unlikely | No sé | Je ne sais pas | weiß nicht | Não sei | non so | weet niet
        Nie wiem | не знаю | Interested | yes, hopefully | Provisional | I may come | Not certain
    """,
    Reply.NO_ANSWER: """
        No Reply Yet | Not yet replied | Hasn't responded | Haven't heard back | Awaiting RSVP
        Waiting for answer | Invite sent | Not Answered | Unanswered | Undelivered | Pending response
        Response pending | No reply so far | not responded yet | To follow up | Need to chase | Aucune réponse
        Pas encore répondu | Noch keine Antwort | Nog geen reactie | Não respondeu | Nessuna risposta
        Brak odpowiedzi | Не ответила | 응답없음 | 未返信 | 尚未回复 | Chưa phản hồi | none yet | Not opened
        Did not respond
        Pending | No response | No reply | Invited | Awaiting | Awaiting reply | Awaiting response | No answer
        Not yet responded | Hasn't replied | Not replied | Has not responded | Unconfirmed | Not confirmed
        needsAction | Needs action | Invitation sent | Sin respuesta | Pendiente | En attente | Keine Antwort
        ausstehend | sem resposta | In attesa | Geen antwoord | Brak odpowiedzi | нет ответа | 미응답 | 未回答 | 未回复
        Chưa trả lời | لم يرد | Not yet | - | Did not reply | Outstanding | Not Responded
    """,
    Reply.ONLINE: """
        Attending virtually | Yes (online) | Via Zoom | On Zoom | By video | Dialing in | Remotely
        Joining online | Virtually | Teams call | En visioconférence | Online teilnehmen
        Online | Virtual | Virtually | Yes, online | Remote | Via Zoom | Attending online
        I will attend virtually | En línea | 온라인 | オンライン | 线上 | Yes - virtual | Joining remotely
    """,
    Reply.WAITING: """
        On the waiting list | wait-listed | Waitlist #3 | Reserve list | Reserve 2 | Standby | First alternate
        Waiting-list
        Waitlisted | Waiting list | Waitlist | Reserve | On waiting list | Standby | Wait list | 대기자
    """,
    Reply.MARK: """
        x | X | ×
    """,
    Reply.CHANCE: """
        0.5 | 50% | 2/3 | .7 | 0,5
    """,
    Reply.ROUNDS: """
        round 1 | Round 3
    """,
    None: """
        Gold | Yearly | Unpaid | Paid | Overdue | Trustee | Bride's side | chicken | gluten free | No onions
        none | Married | Single | Retired | Student | 12 | 3.5 stars | Green | Table 4 | 2026-03-04 | email | Bus
        First time | Old hand | 5+ | no strong views | Not applicable | Nut allergy | Committee | Regular | Fast
        Tuesday | School of Art | Open Door
        Beef | Vegan | Lapsed | Active | Life | Unpaid | Member | Volunteer | 2 | 3 | 17 | Required | Optional
        severe peanut allergy | vegetarian, no eggs | no shellfish please | wheelchair user, step-free seat
        no come mariscos | Ana Kim | Saskia Inkpen | French | English | Bride | Groom | Yes / No
        Yes but can't attend | No, but I may come later | No, I am away, but my husband will attend
        Can't come before 8pm | Roads | Schools | python | XL | Ferry Lane School | hearing loop needed | dessert
        Northfield Growers | No nuts | no dairy | halal please | anything with nuts | meat and fish
        In person or online | I can't both days
    """,
}
CASES = [
    (text.strip(), reply) for reply, lines in MEANT.items() for line in lines.splitlines() for text in line.split(" | ")
]


def test_a_reply_is_understood_in_the_words_people_use() -> None:
    assert [(text, reply, read) for text, reply in CASES if text and (read := read_reply(text)) is not reply] == []


@pytest.mark.parametrize(
    ("text", "chance"),
    [("0.5", (5, 10)), ("50%", (50, 100)), ("2/3", (2, 3)), ("1/0", None), ("7", None), ("0,25", (25, 100))],
)
def test_a_chance_is_a_fraction(text: str, chance: tuple[int, int] | None) -> None:
    assert chance_in(text) == chance


def test_a_round_has_a_number() -> None:
    assert rounds_in(" Round 12 ") == (12,)
    assert rounds_in("12") == ()


@given(st.text(max_size=60))
def test_any_text_is_a_reply_or_none(text: str) -> None:
    assert read_reply(text) in {None, *Reply}


@given(st.sampled_from([text for text, reply in CASES if text and reply is not None]), st.sampled_from(["", " ", "  "]))
def test_case_and_outer_space_change_nothing(text: str, space: str) -> None:
    assert read_reply(space + text.upper() + space) in {read_reply(text), read_reply(text.upper())}
    assert read_reply(space + text + space) is read_reply(text)


def test_the_first_letters_of_words_change_no_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are told from replies by the first letters of their words; no reply may be lost by that."""

    class Every(frozenset[str]):
        def __contains__(self, word: object) -> bool:
            return True

    known, dice = replies._words(), Random(1)
    words = [*known.single, *known.yes, *known.no, "cannot", "cant", "wont", "dont", "havent", "rsvp", "none", "Ana"]
    texts = [text for text, _ in CASES]
    texts += [" ".join(dice.choices(words, k=dice.randint(1, 3))) for _ in range(800)]
    found = [read_reply.__wrapped__(text) for text in texts]
    assert sum(reply is not None for reply in found) > 400
    everything = replace(known, starts=Every())
    monkeypatch.setattr(replies, "_words", lambda: everything)
    assert [read_reply.__wrapped__(text) for text in texts] == found
