"""Names made to fit: nothing is lost, what is said to fit does, and larger where there is room."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.report.stock.cards import called
from seating.report.stock.fitting import MM_PER_POINT, Setting, fit, line_height, text_width

from .guests import NAMES

WORDS = st.lists(st.text("abcWil íøЖשس山 -", min_size=1, max_size=30), min_size=1, max_size=6).map(" ".join)


def lines_when_set(text: str, width: float) -> int:
    """Return the lines of a text broken as a browser does, one letter at a time where a word is too wide."""
    lines, used = 1, 0.0
    for word in text.split():
        wide = text_width(word)
        if used and used + text_width(" ") + wide <= width:
            used += text_width(" ") + wide
        elif wide <= width:
            lines, used = lines + (used > 0), wide
        else:
            lines += used > 0
            used = 0.0
            for letter in word:
                if used and used + text_width(letter) > width:
                    lines, used = lines + 1, 0.0
                used += text_width(letter)
    return lines


@settings(deadline=None)
@given(WORDS, st.floats(30, 120), st.floats(8, 60))
def test_what_fits_fits(text, width, height):
    found = fit(text, width, height, biggest=44, wanted=24)
    assert found.text == " ".join(text.split())
    if found.size > 1:
        lines = lines_when_set(found.text, width / (found.size * MM_PER_POINT))
        assert lines <= found.lines
        assert lines * found.line_height * found.size * MM_PER_POINT <= height + 1e-6


@settings(deadline=None)
@given(WORDS, st.floats(30, 100), st.floats(10, 40))
def test_a_larger_box_makes_no_words_smaller_than_half_of_what_is_wanted(text, width, height):
    small, large = (fit(text, width * k, height * k, biggest=44, wanted=10) for k in (1, 1.5))
    assert large.size >= min(small.size, 5)


def test_one_line_while_it_is_large_enough_then_two_then_anywhere():
    assert fit("Ana", 80, 30, 44, 24).size == 44
    two = fit("Maximiliana Theodora", 80, 30, 44, 24)
    assert (two.lines, two.is_shrunk) == (2, False)
    broken = fit("W" * 60, 80, 30, 44, 24)
    assert broken.is_shrunk
    assert broken.lines > 2


def test_a_name_of_any_length_has_a_size():
    assert fit("W" * 1000, 60, 20, 44, 24).size >= 1


@pytest.mark.parametrize("name", NAMES)
def test_no_letter_counts_as_nothing(name):
    assert text_width(name) > 0.3 * sum(not c.isspace() for c in name if c.isalpha()) > 0


def test_accents_take_no_width_however_they_are_written():
    assert text_width("e\u0301") == text_width("é") == text_width("e")
    assert text_width("山") > 1
    assert line_height("Zoe\u0308") < line_height("नमस्ते")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Ana Ruiz", "Ana"),
        ("Mei", "Mei"),
        ("Dr. Li Wei", "Li"),
        ("Rev. Dr. Ana Ruiz", "Ana"),
        ("Dr.", "Dr."),
        ("J. Edgar Stone", "J. Edgar"),
        ("J. R. Stone", "J. R. Stone"),
        ("Vance, Boris", "Boris"),
        ("Commissioner Ana Ruiz", "Ana"),
        ("Deputy Mayor Carl Brandt", "Carl"),
        ("Executive Director Jo Lee", "Jo"),
        ("Concejala María López", "María"),
        ("Carl Brandt, Chair", "Carl"),
        ("Great-aunt Winnie Amery", "Great-aunt Winnie"),
        ("The Lopez family", "The Lopez family"),
        ("Familia Ruiz", "Familia Ruiz"),
        ("The Ruizes", "The Ruizes"),
        ("Tía Rosa", "Tía Rosa"),
        ("Mama Ana Ruiz", "Mama Ana"),
        ("Insp. Ana Ruiz", "Ana"),
        ("Canon Ana Ruiz", "Ana"),
        ("Supt. Ana Ruiz", "Ana"),
        ("Market Superintendent", "Market Superintendent"),
        ("Town Clerk", "Town Clerk"),
        ("Hon. Mayor", "Hon. Mayor"),
        ("Ana Clerk", "Ana"),
        ("The Warden", "The Warden"),
        ("The Park Warden", "The Park Warden"),
        ("The Bishop of Hereford", "The Bishop of Hereford"),
        ("The Rev. Ana Ruiz", "Ana"),
        ("The Dean", "The Dean"),
        ("La Alcaldesa", "La Alcaldesa"),
        ("Park Warden Sylvie Mondon", "Sylvie"),
        ("Harbor Master", "Harbor Master"),
        ("Park Jisoo", "Park"),
        ("Jack Warden", "Jack"),
        ("Dean Martin", "Dean"),
        ("Sheikh Rahman", "Sheikh"),
        ("Haji Karim", "Haji"),
        ("Ali, Sheikh", "Sheikh"),
        ("Martin, Dr. Dean", "Dean"),
        ("Sheikh Ali Rahman", "Ali"),
        ("Carl Brandt, Associate Dean", "Carl"),
        ("Carl Brandt, Major General", "Carl"),
        ("Grant Chase", "Grant"),
        ("Vance,", "Vance,"),
        ("D'Artagnan O’Neill", "D'Artagnan"),
        ("山田 花子", "山田 花子"),
        ("نور الهدى", "نور الهدى"),
        ("שולמית בן־דוד", "שולמית"),
        ("Ёлка Щ", "Ёлка"),
        ("  ", "  "),
        ("1234", "1234"),
    ],
)
def test_who_somebody_is_called(name, given):
    assert called(name) == given


@pytest.mark.parametrize(
    ("text", "box", "size", "lines", "is_shrunk"),
    [
        ("Mei", (100, 30), 44.0, 1, False),  # the largest size
        ("Mei", (100, 10), 23.5, 1, True),  # 23.6 points fill the height: the next lower half point
        ("Maximiliana", (60, 30), 24.0, 1, False),  # one line of the size wanted is better than two of a larger one
        ("Maximiliana Theodora", (60, 30), 24.0, 2, False),
        ("Maximiliana Theodora Alexandrina", (40, 30), 16.0, 3, True),
        ("Wolfeschlegelsteinhausenbergerdorff", (80, 30), 10.0, 1, True),  # a long word is smaller, not broken
        ("Wolfeschlegelsteinhausenbergerdorff", (60, 30), 22.5, 3, True),  # broken, because whole it would be too small
    ],
)
def test_the_size_and_the_lines_follow_from_the_box(text, box, size, lines, is_shrunk):
    found = fit(text, *box, biggest=44, wanted=24)
    assert (found.size, found.lines, found.is_shrunk) == (size, lines, is_shrunk)


@pytest.mark.parametrize("biggest", [20.0, 20.3, 20.49])
def test_sizes_are_half_points_below_the_biggest(biggest):
    assert fit("Mei", 200, 50, biggest, 10).size == 20.0


def test_space_around_words_is_dropped_and_a_blank_text_takes_no_height():
    assert fit("  Ana \n Ruiz ", 100, 30, 20, 10).text == "Ana Ruiz"
    assert fit("   ", 100, 30, 20, 10).height == 0.0
    assert fit("Ana", 100, 30, 20, 10).height == pytest.approx(1.2 * 20 * MM_PER_POINT)


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("", 0.0),
        ("il", 0.7),
        ("W", 1.15),
        ("Ö", 0.9),
        ("ﬁ", 1.3),
        ("山", 1.05),
        ("😀", 1.3),
        ("ﷺ", 9.0),
        ("Ж", 1.0),
        ("த", 1.5),
        ("\u200e", 0.0),
        ("\u2a0c", 5.2),  # four integral signs in one
    ],
)
def test_a_letter_is_as_wide_as_the_widest_face_has_it(text, ems):
    assert text_width(text) == pytest.approx(ems)


@pytest.mark.parametrize(
    ("text", "ems"),
    [("Ana 7", 1.2), ("Ёлка", 1.2), ("山田", 1.2), ("—…", 1.2), ("सीता", 1.6), ("ไทย", 1.6), ("نور", 1.6)],
)
def test_scripts_with_marks_above_and_below_have_higher_lines(text, ems):
    assert line_height(text) == ems


def test_the_lines_of_a_long_name_are_set_for_few_sizes(monkeypatch):
    counted: list[float] = []
    count_lines = Setting.count_lines

    def count(setting: Setting, width: float) -> tuple[int, bool]:
        counted.append(width)
        return count_lines(setting, width)

    monkeypatch.setattr(Setting, "count_lines", count)
    assert fit(" ".join(f"word{number}" for number in range(60)), 80, 30, 44, 24).lines > 2
    assert fit("x" * 3_000, 80, 30, 44, 24).lines > 2
    assert len(counted) < 20


def first_that_fits(text: str, width: float, height: float, biggest: float, wanted: float) -> tuple[float, int]:
    """Return the size and the lines that `fit` promises, by setting the lines for each size in turn."""
    ways = ((1, wanted, False), (2, wanted, False), (99, min(wanted / 2, 9), False), (9999, 1, True))
    for most, smallest, may_break in ways:
        size = biggest - biggest % 0.5
        while size >= smallest:
            ems = width / (size * MM_PER_POINT)
            lines = lines_when_set(text, ems)
            is_whole = may_break or all(text_width(word) <= ems for word in text.split())
            if lines <= most and is_whole and lines * line_height(text) * size * MM_PER_POINT <= height + 1e-6:
                return size, lines
            size -= 0.5
    return 1, lines_when_set(text, width / MM_PER_POINT)


@settings(deadline=None)
@given(WORDS, st.floats(5, 120), st.floats(3, 60), st.sampled_from([6, 13, 44, 64.3]), st.sampled_from([4, 8, 24]))
def test_the_first_size_that_fits_is_found(text, width, height, biggest, wanted):
    found = fit(text, width, height, biggest, wanted)
    assert (found.size, found.lines) == first_that_fits(text, width, height, biggest, wanted)
