"""Every column of a list gets one meaning: the one with the most evidence, where no other column claims it too."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.columns import SEVERAL, Column
from seating.profiles.contents import Contents, contents_of, words
from seating.profiles.evidence import TAKEN, Candidate, candidates
from seating.profiles.heading_words import is_for_few, plain
from seating.profiles.names import given_names, holds_whole_names, is_last_first, turned
from seating.profiles.notebook import Notebook
from seating.sources import Row
from seating.wording import NearWords, fold, listed, quoted, squashed

__all__ = ["SAID", "Seen", "Verdict", "choose"]

SAID = "the convening says so"

NAMES = frozenset({"name", "first name", "last name", "id"})
FIRST_WINS = frozenset({"email", "phone"})
"""Columns of which the first that fits is taken; the others are kept, for the convener alone."""

COMPARED_NAMES = 40_000
"""Comparisons in search of misspelt names, in all columns of a list together."""

NEVER_OWN = frozenset({*NAMES, "attending", "status", "email", "phone"})
"""What a column may mean although the convening uses it by its heading."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it stands on the sheet: where, under which heading ("" for none), and its cells."""

    index: int
    heading: str
    letter: str
    contents: Contents
    is_choice: bool = False

    @property
    def called(self) -> str:
        """The heading, or a name of ours for a column without one."""
        return self.heading or f"column {self.letter}"

    @property
    def column(self) -> Column:
        """The column, for a message."""
        return Column(self.called, self.called, self.letter, (self.index,), False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a column was taken as.

    Attributes
    ----------
    seen : Seen
    meaning : str
        As a `Candidate` has it.
    evidence : str
    is_said : bool
        Whether the convening says so.
    is_private : bool
        Whether a column of the list's own is for the convener alone.
    is_dropped : bool
        Whether nothing is read from it: it is empty beside a filled column that means the same.
    is_guess : bool
        Whether its cells had a say, since its heading alone does not say what it is.
    """

    seen: Seen
    meaning: str
    evidence: str = ""
    is_said: bool = False
    is_private: bool = False
    is_dropped: bool = False
    is_guess: bool = False

    @property
    def key(self) -> str:
        """The canonical column; "own" or "private" for one of the list's own."""
        if self.meaning.startswith("party"):
            return "party"
        return "name" if self.meaning in {"first name", "last name"} else self.meaning

    @property
    def part(self) -> str:
        """The part of a party; "" for other columns."""
        return self.meaning.removeprefix("party ") if self.key == "party" else ""

    @property
    def told(self) -> str:
        """What it was taken as, for a note."""
        return f"party ({self.part})" if self.key == "party" else self.meaning


def choose(
    seen: Sequence[Seen],
    body: Sequence[Row],
    said: Mapping[int, str],
    used: Collection[str],
    line: int,
    notebook: Notebook,
) -> list[Verdict]:
    """Return what each column is taken as, in the order of the sheet.

    Parameters
    ----------
    seen : sequence of Seen
    body : sequence of Row
        The rows of people.
    said : mapping of int to str
        For the index of a column, what the convening says that it means.
    used : collection of str
        Squashed headings that the convening uses as columns of the list's own.
    line : int
        Of the headings.
    notebook : Notebook
        Takes what is asked and what was decided in doubt.
    """
    return _Choice(list(seen), body, said, used, line, notebook).verdicts()


class _Choice:
    """The choice for one list, made in steps: names first, since other cells are compared with them."""

    def __init__(
        self,
        seen: list[Seen],
        body: Sequence[Row],
        said: Mapping[int, str],
        used: Collection[str],
        line: int,
        notebook: Notebook,
    ) -> None:
        self.seen, self.body, self.said, self.used, self.line, self.notebook = seen, body, said, used, line, notebook
        self.ranked: dict[int, list[Candidate]] = {}
        self.found: dict[int, Verdict] = {}
        self.asked: set[int] = set()
        self.doubted: dict[int, str] = {}

    def verdicts(self) -> list[Verdict]:
        """Return one verdict a column, in the order of the sheet."""
        for one in self.seen:
            if key := self.said.get(one.index):
                self.found[one.index] = Verdict(one, _said_part(key, one), SAID, True)
            else:
                self.ranked[one.index] = (
                    candidates(one.heading, one.contents) if one.heading and not one.is_choice else []
                )
        self._choose_names()
        names = self._names()
        near = NearWords(COMPARED_NAMES)
        self.seen = [replace(one, contents=replace(one.contents, names=names, near=near)) for one in self.seen]
        for one in self.seen:
            if one.index in self.found:
                self.found[one.index] = replace(self.found[one.index], seen=one)
            elif one.heading and not one.is_choice:
                self.ranked[one.index] = self._allowed(one)
        self._choose_the_rest()
        self._look_at_what_is_left(names)
        for index, text in self.doubted.items():
            if self.found[index].key in {"own", "private"}:  # else its cells have given it a meaning after all
                self.notebook.note("heading-own", text)
        for index, verdict in self.found.items():
            if verdict.key not in NAMES and is_for_few(verdict.seen.heading):
                self.found[index] = replace(verdict, is_private=True)
        return [self.found[one.index] for one in self.seen]

    def _allowed(self, one: Seen) -> list[Candidate]:
        """Return the candidates of a column, without names, and without what its use in the convening rules out."""
        ranked = [each for each in candidates(one.heading, one.contents) if each.meaning not in NAMES - {"id"}]
        if squashed(one.heading) in self.used:
            ranked = [each for each in ranked if each.meaning in NEVER_OWN or each.heading == 4]
        return ranked

    def _choose_names(self) -> None:
        """Choose the columns of names and ids."""
        for meant in ("name", "first name", "last name", "id"):
            rivals = [
                (one, best)
                for one in self.seen
                if (best := next(iter(self.ranked.get(one.index, ())), None))
                and best.meaning == meant
                and best.points >= TAKEN
            ]
            self._settle(meant, rivals)
        self._part_whole_names()
        taken = {verdict.meaning for verdict in self.found.values()}
        if not taken & NAMES:
            self._choose_names_by_cells()

    def _part_whole_names(self) -> None:
        """Take "Nom" beside "Prénom" for the last name, and "Nombre" beside "Apellidos" for the first name."""
        taken = {verdict.meaning: verdict for verdict in self.found.values() if verdict.key == "name"}
        whole = taken.pop("name", None)
        if whole is None or whole.is_said or len(taken) != 1:
            return
        (part,) = taken.values()
        if holds_whole_names(whole.seen.heading, self._cells(whole.seen), self._cells(part.seen)):
            return
        meant = "first name" if part.meaning == "last name" else "last name"
        evidence = f"{quoted(part.seen.called)} ({part.seen.letter}) has the {part.meaning}s"
        self.found[whole.seen.index] = replace(whole, meaning=meant, evidence=evidence, is_guess=False)

    def _choose_names_by_cells(self) -> None:
        """Take the one column whose cells look like names of different people; else that which tells rows apart."""
        fitting = [
            one
            for one in self.seen
            if one.index not in self.found
            and one.contents.rows > 2
            and one.contents.filled == one.contents.rows
            and one.contents.different >= 0.9
            and one.contents.two_words >= 0.8
            and not any(each.points > TAKEN and each.meaning != "own" for each in self.ranked.get(one.index, ()))
        ]
        if len(fitting) == 1:
            one = fitting[0]
            evidence = (
                f"{one.contents.filled} of {one.contents.rows} rows have a different text here that could be a name"
            )
            self.found[one.index] = Verdict(one, "name", evidence, is_guess=True)
            text = (
                f"{self.notebook.file}: column {quoted(one.called)} ({one.letter}) is read as the names: {evidence}, "
                "and no heading says where the names are. "
                f"To confirm this, write in the convening: {_line('name', one)}."
            )
            self.notebook.note("heading-chosen", text)
            return
        for one in self.seen:
            weak = next(
                (each for each in self.ranked.get(one.index, ()) if each.meaning == "id" and each.points > 0), None
            )
            if weak and not fitting:
                self.found[one.index] = Verdict(one, "id", weak.evidence, is_guess=True)
                return

    def _names(self) -> frozenset[str]:
        """Return the folded names and ids of the list, names also in their other order."""
        names: set[str] = set()
        firsts = [verdict.seen.index for verdict in self.found.values() if verdict.meaning == "first name"]
        lasts = [verdict.seen.index for verdict in self.found.values() if verdict.meaning == "last name"]
        for verdict in self.found.values():
            if verdict.meaning in {"name", "id"}:
                names.update(map(fold, verdict.seen.contents.counts))
                if verdict.meaning == "name" and is_last_first(verdict.seen.contents):
                    names.update(fold(turned(text)) for text in verdict.seen.contents.counts)
        if firsts and lasts:
            names.update(map(fold, contents_of(self.body, (firsts[0], lasts[0])).counts))
        return frozenset(names)

    def _choose_the_rest(self) -> None:
        """Give each column that is left its best meaning; several may claim one that only one can have."""
        exact_needs = any(verdict.key == "needs" for verdict in self.found.values()) or any(
            squashed(one.heading) == "needs" and one.contents.filled for one in self.seen
        )
        claims: dict[str, list[tuple[Seen, Candidate]]] = {}
        for one in self.seen:
            if one.index in self.found:
                continue
            best = next((each for each in self.ranked.get(one.index, ()) if each.points >= TAKEN), None)
            if best is None or best.key in {"own", "private"}:
                self.found[one.index] = self._own(one, best)
            elif best.key == "needs" and exact_needs and squashed(one.heading) != "needs":
                self.found[one.index] = Verdict(one, "private", best.evidence)
            elif best.key in SEVERAL:
                self.found[one.index] = Verdict(one, best.meaning, best.evidence, is_guess=best.heading < 3)
            else:
                claims.setdefault(best.meaning, []).append((one, best))
        for meant, rivals in claims.items():
            self._settle(meant, rivals)

    def _own(self, one: Seen, best: Candidate | None) -> Verdict:
        """Return the verdict on a column of the list's own; what its heading seemed to mean is said."""
        ranked = self.ranked.get(one.index, ())
        named = next((each for each in ranked if each.heading > 1 and each.key not in {"own", "private"}), None)
        if best is None and named and one.contents.filled and not any(each.key == "own" for each in ranked):
            text = (
                f"{self.notebook.file}: column {quoted(one.called)} ({one.letter}) is kept as your own column. "
                f"Its heading suggests {named.key}, but its cells do not fit ({named.evidence.partition('; ')[2]})."
            )
            self.doubted[one.index] = text
        private = any(each.key in {"needs", "private", "email", "phone"} for each in ranked)
        private = private and (best is None or best.key == "private")
        return Verdict(one, "private" if private else "own", best.evidence if best else "", is_private=private)

    def _settle(self, meant: str, rivals: list[tuple[Seen, Candidate]]) -> None:
        """Choose one of the columns that may have a meaning that only one can have."""
        settled = next((v for v in self.found.values() if v.meaning == meant and v.is_said), None)
        if not rivals or settled:
            for one, _ in rivals:
                self.found.setdefault(one.index, Verdict(one, "own"))
            return
        if any(one.contents.filled for one, _ in rivals):
            for one, each in [rival for rival in rivals if not rival[0].contents.filled]:
                self.found[one.index] = Verdict(one, "own", "it is empty", is_dropped=each.heading == 4)
            rivals = [rival for rival in rivals if rival[0].contents.filled]
        rivals.sort(
            key=lambda rival: (rival[1].cells < 0, -rival[1].points, -rival[1].heading, not rival[1].is_about_all)
        )
        (first, best), others = rivals[0], rivals[1:]
        self.found[first.index] = Verdict(first, meant, best.evidence, is_guess=best.heading < 3)
        for one, each in others:
            if meant in FIRST_WINS:
                self.found[one.index] = Verdict(one, "private", each.evidence, is_private=True)
            elif self._is_clear(meant, (first, best), (one, each)):
                self._fall_back(meant, one, first)
            else:
                self._ask_which(meant, one, first)

    def _is_clear(self, meant: str, winner: tuple[Seen, Candidate], loser: tuple[Seen, Candidate]) -> bool:
        """Whether one of two columns is better for a meaning without a doubt."""
        (one, best), (other, worse) = winner, loser
        if self._cells(one) == self._cells(other) or best.cells >= 0 > worse.cells:
            return True
        if meant == "attending":
            if not self._contradicts(other, one):
                return best.points > worse.points or (best.is_about_all and not worse.is_about_all)
            return best.heading >= 3 and best.is_about_all and not worse.is_about_all
        if best.heading == worse.heading and best.is_about_all == worse.is_about_all:
            return False
        return (best.points, best.is_about_all) > (worse.points, worse.is_about_all)

    def _fall_back(self, meant: str, one: Seen, winner: Seen) -> None:
        """Keep a column that another was preferred to, or take it for the next that it may be."""
        text = (
            f"{self.notebook.file}: {quoted(winner.called)} ({winner.letter}) is read as {meant}. "
            f"{quoted(one.called)} ({one.letter}) would also fit and is kept as your own column. "
            f"To use it instead, write in the convening: {_line(meant, one)}."
        )
        if meant in NAMES:
            following = next(
                (each for each in self.ranked[one.index] if each.key != meant and each.points >= TAKEN), None
            )
            if following is not None:
                return  # looked at again with the names known
        self.found[one.index] = Verdict(one, "own", f"{quoted(winner.called)} fits better")
        self.asked.add(one.index)
        self.notebook.note("heading-chosen", text)

    def _ask_which(self, meant: str, one: Seen, first: Seen) -> None:
        says = f"could be the column {quoted(meant)}, and so could {quoted(first.called)} ({first.letter})"
        hint = f"Say in the convening which one is meant: {_line(meant, first)} or {_line(meant, one)}."
        self.asked |= {one.index, first.index}
        self.notebook.problem("heading-ambiguous", says, self.line, one.column, one.called, hint)
        self.found[one.index] = Verdict(one, "own")

    def _cells(self, one: Seen) -> list[str]:
        return [fold(row.cells[one.index]) if one.index < len(row.cells) else "" for row in self.body]

    def _contradicts(self, one: Seen, other: Seen) -> bool:
        """Whether somebody says no in one column and not in the other."""
        return any(
            read_reply(a) is Reply.NO and read_reply(b) is not Reply.NO
            for a, b in zip(self._cells(one), self._cells(other), strict=True)
        )

    def _look_at_what_is_left(self, names: Collection[str]) -> None:
        """Take, or ask about, columns whose cells tell what their heading does not."""
        attending = next((verdict.seen for verdict in self.found.values() if verdict.key == "attending"), None)
        for index, verdict in list(self.found.items()):
            if (
                verdict.meaning not in {"own", "private"}
                or verdict.is_said
                or verdict.is_dropped
                or not verdict.seen.contents.filled
            ):
                continue
            if squashed(verdict.seen.heading) in self.used or index in self.asked:
                continue
            self.found[index] = found = self._by_cells(verdict, attending)
            attending = found.seen if found.key == "attending" else attending

    def _by_cells(self, verdict: Verdict, attending: Seen | None) -> Verdict:
        one, spoken = verdict.seen, set(plain(verdict.seen.heading).split())
        cells = one.contents
        if cells.people >= 0.5 and cells.filled > 2 and cells.digits < 0.5 and not self._repeats_names(one):
            self._ask_about_people(one, is_known=verdict.key == "private" or bool(spoken & words("by")))
            return verdict
        if self._holds_replies(one):
            return self._by_replies(verdict, attending)
        if cells.bare >= 0.5 and spoken & words("refusing"):
            self._ask_about_refusals(one)
            return verdict
        tells_needs = cells.needs >= 0.3 and cells.length > 1.3 and cells.digits < 0.5
        if tells_needs and verdict.meaning == "own" and not spoken & words("food"):
            return self._by_needs(verdict)
        phones = cells.phones >= 0.8 and not self._is_own(one)
        if cells.emails >= 0.5 or phones or cells.addresses >= 0.5:
            return replace(
                verdict,
                meaning="private",
                is_private=True,
                evidence="its cells say where somebody lives or can be reached",
            )
        return verdict

    def _repeats_names(self, one: Seen) -> bool:
        """Whether a column gives each row its own name again."""
        own = [v.seen.index for v in self.found.values() if v.key == "name"]
        cells = self._cells(one)
        texts = [given_names(row, own) for row in self.body]
        same = sum(bool(cell) and cell in text for cell, text in zip(cells, texts, strict=True))
        return same * 2 > sum(map(bool, cells))

    def _ask_about_people(self, one: Seen, *, is_known: bool) -> None:
        """Ask what a column that names people of the list is for; a heading that tells another reason is only said."""
        says = (
            "holds mostly names from this list, but its heading does not say whether these people should sit together"
        )
        lines = listed((_line(key, one) for key in ("with", "apart", "wishes", "avoids", "own")), last="or")
        if is_known:
            text = (
                f"{self.notebook.file}: column {quoted(one.called)} ({one.letter}) names people of this list, "
                f"and is kept as a column of your own. To seat by it, write in the convening: {lines}."
            )
            self.doubted[one.index] = text
        else:
            self.notebook.problem(
                "column-unclear", says, self.line, one.column, hint=f"Say in the convening what it is: {lines}."
            )

    def _ask_about_refusals(self, one: Seen) -> None:
        """Ask about a column of yes and no whose heading speaks of refusing: "Cancelled: yes" is a no."""
        says = "says yes and no under a heading about not coming, so yes may mean no"
        hint = (
            f"Say in the convening what it is: {_line('attending', one)} with "
            "vocabulary: {attending: {no: [yes, true], yes: [no, false]}}, "
            f"or {_line('own', one)} to keep it as your own."
        )
        self.notebook.problem("column-unclear", says, self.line, one.column, hint=hint)

    def _holds_replies(self, one: Seen) -> bool:
        """Whether the cells of a column are replies in words, and not those of a consent."""
        spoken = set(plain(one.heading).split())
        return one.contents.worded_replies >= 0.8 and one.contents.filled > 2 and not spoken & words("consent")

    def _is_own(self, one: Seen) -> bool:
        """Whether the heading of a column says that it is one of the list's own."""
        return any(each.key == "own" for each in self.ranked.get(one.index, ()))

    def _by_replies(self, verdict: Verdict, attending: Seen | None) -> Verdict:
        """Take a column of replies as such where nothing else says who comes; ask where two columns contradict."""
        one = verdict.seen
        if attending is None and not self._is_own(one):
            rivals = [v.seen for v in self.found.values() if v.meaning == "own" and not v.is_said and v.seen is not one]
            for other in rivals:
                differs = self._contradicts(one, other) or self._contradicts(other, one)
                if self._holds_replies(other) and not self._is_own(other) and differs:
                    self._ask_which("attending", other, one)
                    return verdict
            evidence = f"{round(one.contents.replies * one.contents.filled)} of {one.contents.filled} cells are replies"
            text = (
                f"{self.notebook.file}: column {quoted(one.called)} ({one.letter}) is read as attending: {evidence}. "
                f"To keep it as your own instead, write in the convening: {_line('own', one)}."
            )
            self.notebook.note("heading-chosen", text)
            return Verdict(one, "attending", evidence, is_guess=True)
        if attending is None or self._contradicts(one, attending):
            says = "holds replies to an invitation, but its heading does not say which invitation"
            hint = f"Say in the convening what it is: {_line('attending', one)} or {_line('own', one)}."
            self.notebook.problem("column-unclear", says, self.line, one.column, hint=hint)
        return verdict

    def _by_needs(self, verdict: Verdict) -> Verdict:
        """Take a column of needs as such: whoever reads it, it is not for others."""
        one = verdict.seen
        evidence = f"{round(one.contents.needs * one.contents.filled)} of {one.contents.filled} cells are about needs"
        text = (
            f"{self.notebook.file}: column {quoted(one.called)} ({one.letter}) is read as needs: {evidence}. "
            f"To keep it as your own instead, write in the convening: {_line('own', one)}."
        )
        self.notebook.note("heading-chosen", text)
        return Verdict(one, "needs", evidence, is_guess=True)


def _said_part(key: str, one: Seen) -> str:
    """Return the meaning that the convening gives a column; which part of a party it is, is left to its cells."""
    if key != "party":
        return key
    ranked = [each for each in candidates(one.heading, one.contents) if each.key == "party"]
    if ranked:
        return ranked[0].meaning
    return (
        "party total"
        if one.contents.small_numbers >= 0.6
        else "party more"
        if one.contents.bare >= 0.6
        else "party names"
    )


def _line(key: str, one: Seen) -> str:
    """Return the line of a convening that says what a column means."""
    return f"columns: {{{key}: {quoted(one.called)}}}"
