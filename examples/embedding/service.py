"""A web service that evaluates posted cases, with limits on size, draws and time.

Run it with ``uvicorn service:app`` in this folder. A case is posted as TOML or JSON; the answer is the evaluation as plain data, version 2.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from multiprocessing import get_context

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import blogroi

MOST_BYTES = 200_000
MOST_DRAWS = 100_000
SECONDS = 20.0


def result_of(text: bytes, form: str, draws: int, seed: int) -> str:
    """Evaluate a posted case: in a process of its own, so that it can be given up."""
    return blogroi.evaluate(
        blogroi.loads(text, format="json" if form == "json" else "toml"), draws=draws, seed=seed
    ).to_json()


def refused(status: int, *faults: tuple[str, str]) -> JSONResponse:
    """Say what is wrong, and where."""
    return JSONResponse({"faults": [{"path": path, "message": message} for path, message in faults]}, status)


async def evaluate(request: Request) -> Response:
    """Evaluate the case in the body."""
    text = b""
    async for part in request.stream():
        text += part
        if len(text) > MOST_BYTES:
            return refused(413, ("", f"a case has at most {MOST_BYTES:,} bytes here"))
    try:
        draws, seed = (
            int(request.query_params.get(name, default)) for name, default in (("draws", 10_000), ("seed", 1))
        )
    except ValueError:
        return refused(400, ("draws", "draws and seed are whole numbers"))
    if draws > MOST_DRAWS:
        return refused(400, ("draws", f"at most {MOST_DRAWS:,} here"))
    form = "json" if "json" in request.headers.get("content-type", "") else "toml"
    work = asyncio.get_running_loop().run_in_executor(request.app.state.pool, result_of, text, form, draws, seed)
    try:
        found = await asyncio.wait_for(work, SECONDS)
    except TimeoutError:
        return refused(503, ("", f"not done within {SECONDS:g} seconds: ask for fewer draws"))
    except blogroi.CaseError as error:
        return refused(422, *((fault.path, fault.message) for fault in error.faults))
    except blogroi.OptionError as error:
        return refused(400, ("", str(error)))
    return Response(found, media_type="application/json")


@asynccontextmanager
async def lifespan(app: Starlette):  # type: ignore[no-untyped-def]
    """Keep two processes for evaluations."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        app.state.pool = pool
        yield


app = Starlette(routes=[Route("/evaluate", evaluate, methods=["POST"])], lifespan=lifespan)
