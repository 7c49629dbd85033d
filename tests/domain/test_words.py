from repcockpit.domain import words


def test_words_are_read_by_people() -> None:
    assert words.spoken("decision_maker") == "decision maker"


def test_sets_hold_words_of_the_vocabulary() -> None:
    assert set(words.INTERACTION_TYPES) >= words.TOUCH_TYPES >= words.MAIL_TYPES | words.LOGGED_TYPES
    assert words.TOUCH_TYPES >= words.FACE_TO_FACE_TYPES
    assert words.ATTEMPT_OUTCOMES | {"connected"} == set(words.CALL_OUTCOMES)
    assert set(words.BUYING_ROLES) >= words.KEY_ROLES | words.LOW_SEGMENT_ROLES
    assert {
        "decision_maker",
        "budget_holder",
        "economic_buyer",
        "champion",
        "executive_sponsor",
    } == words.KEY_ROLES
    assert set(words.SEGMENTS) == words.HIGH_SEGMENTS | words.LOW_SEGMENTS
