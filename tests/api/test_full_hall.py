"""Three hundred follow one lecture at one server: nobody is refused, all come to see the newest, in order.

How quickly is measured by tests/benchmarks/hall.py: no verdict here goes by a clock.
"""

import asyncio

from tests.lectures.crowd import Lecture


def test_three_hundred_join_at_once_and_all_see_the_newest_in_order(server: str):
    async def story() -> None:
        async with Lecture(server, 300) as lecture:
            await lecture.until_all_have_the_newest()
            for _ in range(10):
                await lecture.show()
            await lecture.until_all_have_the_newest()
            assert set(lecture.statuses) == {204}
            assert [each.refusals for each in lecture.followers if each.refusals] == []
            assert (lecture.lost, lecture.out_of_order, sum(each.cuts for each in lecture.followers)) == (0, 0, 0)

    asyncio.run(story())
