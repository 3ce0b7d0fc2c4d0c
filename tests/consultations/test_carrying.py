from consultations.carrying import Descendant, Step, descendants

STEPS = (
    Step(2, 1, 11, "unchanged"),
    Step(2, 2, 12, "split"),
    Step(2, 2, 13, "split"),
    Step(2, 3, None, "removed"),
    Step(2, None, 14, "new"),
    Step(3, 11, 21, "changed"),
    Step(3, 12, 22, "merged"),
    Step(3, 13, 22, "merged"),
    Step(3, 14, None, "removed"),
)


def test_descendants_over_one_step_keep_its_status() -> None:
    assert descendants(STEPS, {1: 1, 2: 1, 3: 1}, 2) == {
        1: (Descendant(11, "unchanged"),),
        2: (Descendant(12, "split"), Descendant(13, "split")),
        3: (),
    }


def test_over_two_steps_the_status_that_says_most_is_said() -> None:
    assert descendants(STEPS, {1: 1, 2: 1, 14: 2}, 3) == {
        1: (Descendant(21, "changed"),),
        2: (Descendant(22, "split"),),
        14: (),
    }
