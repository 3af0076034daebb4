"""Addresses as QR codes."""

import io

import segno
from starlette.responses import Response


def qr_code(address: str) -> Response:
    """A picture that a phone's camera opens; of a size that whoever shows it chooses.

    Raises:
        segno.DataOverflowError: for more than some 2,300 characters.
    """
    picture = io.BytesIO()
    segno.make(address, error="m", boost_error=False, micro=False).save(
        picture, kind="svg", border=4, dark="black", light="white", xmldecl=False, omitsize=True
    )
    return Response(picture.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})
