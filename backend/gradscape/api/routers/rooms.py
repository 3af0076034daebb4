"""Lectures that others follow: POST rooms, PUT and DELETE rooms/CODE, its stream, its answers and its QR code."""

import re
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Header, Path, Query, Request
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from gradscape.api.addresses import is_loopback, outside_addresses
from gradscape.api.answers import Answer
from gradscape.api.errors import ProblemError, invalid
from gradscape.api.models import Strict
from gradscape.api.qr_codes import qr_code
from gradscape.api.rates import Rates
from gradscape.api.routers import BODY_REFUSALS, PREFIX, problem_response
from gradscape.api.strict_json import body_of, decode
from gradscape.api.work import page_of
from gradscape.lectures.broker import AwayError
from gradscape.lectures.moves import LARGEST, LAST_TURN, Move
from gradscape.lectures.rooms import FOLLOWERS, Room, Rooms, UnknownRoomError
from gradscape.lectures.shelf import FullError
from gradscape.lectures.tokens import CODE, LIFE, TOKEN_CHARACTERS, Role, bearer_of, new_code, new_token

_NO_STORE = {"Cache-Control": "no-store"}
# Proxies pass every event on at once.
_STREAM = {**_NO_STORE, "X-Accel-Buffering": "no"}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    403: problem_response("The token is not of this room and role, is forged, or has expired"),
    404: problem_response("There is no such room, or no longer"),
    409: problem_response("This is not asked now"),
    422: problem_response("The code or a field cannot be taken as it is"),
    429: problem_response("This comes too often; `Retry-After` says when again"),
    503: problem_response("There is no room left, or what keeps the rooms is away; `Retry-After` says when again"),
}


class _StrictRequest(Request):
    """Whose body is read as all others are."""

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await body_of(self.scope, self.receive)
        return self._body

    async def json(self) -> Any:
        return decode(await self.body())


class _StrictRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handler(_StrictRequest(request.scope, request.receive))
            except UnknownRoomError:
                raise ProblemError(404, "no-room", "there is no room of this code, or no longer") from None
            except AwayError:
                detail = "what keeps the rooms does not answer; those who follow are told as soon as it does"
                raise ProblemError(503, "room-away", detail, headers={"Retry-After": "1"}) from None
            except FullError:
                raise _full("there is no place left", 60) from None

        return handled


router = APIRouter(prefix=f"{PREFIX}/rooms", tags=["lectures"], route_class=_StrictRoute, responses=_REFUSALS)


def _code(text: str) -> str:
    if not re.fullmatch(CODE, text):
        raise ValueError("must be six capital letters and digits, as the lecturer shows them")
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s#?]{1,200}", text):
        raise ValueError("must be an address such as http://192.168.1.20:8000")
    return text


Code = Annotated[
    str,
    AfterValidator(_code),
    Path(description="six letters and digits", examples=["KMPQTX"], json_schema_extra={"pattern": f"^{CODE}$"}),
]
Bearer = Annotated[str, Header(alias="Authorization", description="`Bearer` and the presenter's token")]


class OpenedRoom(BaseModel):
    """A new room."""

    code: str = Field(description="what those type who follow", examples=["KMPQTX"])
    token: str = Field(description="the presenter's: who has it decides what is shown")
    seconds: int = Field(description="how long the token holds")
    addresses: list[str] = Field(
        description="where other machines of the same network reach this server; none if it listens to its own alone",
        examples=[["http://192.168.1.20:8000"]],
    )


class Answered(Strict):
    """One participant's answer; a later one takes its place."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"participant": "participant.KMPQTX. ...", "asked": 1, "value": [0, 0.5]}]},
    )
    participant: str = Field(max_length=TOKEN_CHARACTERS, description="the token that the stream's `welcome` brought")
    asked: int = Field(ge=0, lt=LAST_TURN, description="which question, by the move's number")
    value: list[Annotated[float, Field(ge=-LARGEST, le=LARGEST)]] = Field(
        min_length=1, max_length=2, description="a place, a number, or the place of a choice"
    )


class Hall(BaseModel):
    """How many follow, and what they answer."""

    following: int = Field(description="at all processes")
    values: list[list[float]] = Field(description="sorted: neither who answered is known, nor when")


@router.post("", response_model=OpenedRoom, status_code=201)
async def open_room(request: Request) -> Answer:
    """Opens a room: no account, no name. It lasts four hours from the last move on; without any, a minute."""
    rates = _rates(request)
    rates.count("rooms", page_of(request.scope))
    rates.count("all rooms")
    code = new_code()
    await _rooms(request).open(code)
    token = new_token(request.app.state.room_key, "presenter", code)
    return Answer({"code": code, "token": token, "seconds": LIFE, "addresses": _addresses(request)}, 201, _NO_STORE)


def _addresses(request: Request) -> list[str]:
    # Known only to the socket itself, which may listen to this machine alone.
    if is_loopback(request.app.state.settings.host):
        return []
    _, port = request.scope.get("server") or ("", None)
    return [f"http://{each}:{port}{request.scope['root_path']}" for each in outside_addresses()] if port else []


@router.put("/{code}", status_code=204, response_class=Response, responses=BODY_REFUSALS)
async def show(code: Code, move: Move, request: Request, authorization: Bearer = "") -> Response:
    """Shows something to all who follow, and asks them or stops asking. At most 20 times a second."""
    _presenter(request, code, authorization)
    _rates(request).count("moves", code)
    await _rooms(request).show(code, move)
    return Response(status_code=204)


@router.delete("/{code}", status_code=204, response_class=Response)
async def end(code: Code, request: Request, authorization: Bearer = "") -> Response:
    """Ends a lecture: all who follow are told, and the code leads nowhere any more."""
    _presenter(request, code, authorization)
    await _rooms(request).end(code)
    return Response(status_code=204)


@router.get(
    "/{code}/stream",
    response_class=StreamingResponse,
    responses={200: {"description": "Server-Sent Events", "content": {"text/event-stream": {}}}},
)
async def follow(code: Code, request: Request) -> StreamingResponse:
    """What is shown, as Server-Sent Events for as long as one listens.

    `welcome` brings a participant's token; `move` is what PUT brings, the newest alone; `end` is the end. A comment
    every 15 seconds keeps the connection.
    """
    room = await _room(request, code)
    if room.followers >= FOLLOWERS:
        raise _full("as many follow as may", 30)
    welcome = orjson.dumps({"participant": new_token(request.app.state.room_key, "participant", code)})
    events = _rooms(request).follow(code, room, welcome)
    return StreamingResponse(events, media_type="text/event-stream", headers=_STREAM)


@router.post("/{code}/answers", status_code=204, response_class=Response, responses=BODY_REFUSALS)
async def answer(code: Code, said: Answered, request: Request) -> Response:
    """Answers the question that is asked now. At most twice a second; the last answer counts."""
    who = _bearer(request, said.participant, "participant", code)
    _rates(request).count("answers", who)
    move = (await _room(request, code)).move
    if move is None or move.question is None or said.asked != move.asked:
        raise ProblemError(409, "not-asked", "this question is closed, or another one is asked")
    if complaint := move.question.complaint(said.value):
        raise invalid("value", complaint)
    await _rooms(request).answer(code, said.asked, who, orjson.dumps(said.value).decode())
    return Response(status_code=204)


@router.get("/{code}/answers", response_model=Hall)
async def answers(code: Code, request: Request, authorization: Bearer = "") -> Answer:
    """What has been answered to the last question, for the presenter alone."""
    _presenter(request, code, authorization)
    await _room(request, code)
    rooms = _rooms(request)
    values = sorted(orjson.loads(each) for each in await rooms.answers(code))
    return Answer({"following": await rooms.following(code), "values": values}, headers=_NO_STORE)


# A picture for the page: programs that are made of the description know no such type.
@router.get("/{code}/qr", include_in_schema=False)
async def qr(
    code: Code,
    at: Annotated[str, AfterValidator(_address), Query(description="where the page is reached")],
) -> Response:
    """The link by which one follows, as a QR code."""
    return qr_code(f"{at.rstrip('/')}/#room={code}")


def _rooms(request: Request) -> Rooms:
    return request.app.state.rooms


def _rates(request: Request) -> Rates:
    return request.app.state.rates


async def _room(request: Request, code: str) -> Room:
    try:
        return await _rooms(request).room(code)
    except UnknownRoomError:
        # Whoever guesses codes shall need years for it.
        _rates(request).count("guesses")
        raise


def _presenter(request: Request, code: str, authorization: str) -> None:
    _bearer(request, authorization.removeprefix("Bearer "), "presenter", code)


def _bearer(request: Request, token: str, role: Role, code: str) -> str:
    who = bearer_of(request.app.state.room_key, token, role, code)
    if who is None:
        raise ProblemError(403, "not-yours", f"this takes the {role}'s token of this room")
    return who


def _full(detail: str, seconds: int) -> ProblemError:
    return ProblemError(503, "busy", detail, headers={"Retry-After": str(seconds)})
