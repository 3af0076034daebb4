"""What routers share of the running application."""

from typing import Annotated

from fastapi import Depends, Request

from gradscape.api.work import Workers


async def _workers(request: Request) -> Workers:
    return request.app.state.workers


Work = Annotated[Workers, Depends(_workers)]
