"""The words of a scorecard."""

from repcockpit.domain.score_words import index_words, known_words, share_words, survey_words
from repcockpit.domain.surveys import Survey


def test_a_share_of_fewer_than_five_is_counted_out() -> None:
    assert [share_words(3, 4), share_words(47, 50), share_words(0, 0)] == ["3 of 4", "94 %", "–"]


def test_too_few_answers_are_shown_themselves() -> None:
    assert survey_words(Survey(None, ())) == "no answer"
    assert survey_words(Survey(None, (9, 3))) == "only 9, 3"
    assert survey_words(Survey(-20, (1, 2, 3, 9, 9))) == "-20 from 5 answers"


def test_the_index_says_what_it_was_and_how_much_is_known() -> None:
    assert index_words(61.2, 65.8) == "index 61, was 66"
    assert index_words(61.2, None) == "index 61"
    assert index_words(None, 40) == "too little known"
    assert known_words(0.704) == "known 70 %"
