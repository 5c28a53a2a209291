from itertools import combinations

from website.map_labels import Spot, labels


def is_on(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def boxes(*spots, width=400, height=400):
    return [label.box for label in labels(spots, width, height)]


def test_a_name_stands_to_the_right_of_its_circle_where_there_is_room():
    (label,) = labels([Spot(100, 100, 10, 4)], 400, 400)
    assert label.anchor == "start" and label.x > 110


def test_a_name_at_the_edge_stays_within_the_drawing():
    ((left, _top, right, _bottom),) = boxes(Spot(390, 100, 10, 8))
    assert left >= 0 and right <= 400


def test_neighbours_cover_neither_a_name_nor_a_circle():
    spots = [Spot(200, 200, 16, 9), Spot(225, 195, 12, 12), Spot(250, 215, 10, 8), Spot(235, 170, 8, 7)]
    names = boxes(*spots)
    assert not any(is_on(one, other) for one, other in combinations(names, 2))
    for spot in spots:
        circle = (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
        assert not any(is_on(name, circle) for name in names)


def test_the_same_circles_give_the_same_map():
    spots = [Spot(200 + 9 * number, 200, 8, 6) for number in range(8)]
    assert boxes(*spots) == boxes(*spots)
