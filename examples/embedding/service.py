"""A web service that evaluates posted cases, with limits on size, draws, memory and time.

Run it with ``uvicorn service:app`` in this folder. A case is posted as TOML or JSON; the answer is the evaluation as plain data, version 2.
What asks for too much is refused before it is begun; what takes too long or too much all the same is killed, and its process replaced.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from workers import TooLargeError, TooSlowError, Workers

import blogroi
from blogroi import Limits

MOST_BYTES = 200_000
READ = Limits(bytes=MOST_BYTES, tools=50, quantities=2_000, tables=5_000)
ANSWERED = Limits(bytes=500 * 2**20, seconds=15.0, tools=50, draws=100_000)
MEMORY = 2 * 2**30  # address space of a process, of which libraries take a part
SECONDS = 20.0
PROCESSES = 2


def result_of(text: bytes, form: str, draws: int, seed: int) -> str:
    """Evaluate a posted case: in a process of its own, so that it can be given up."""
    case = blogroi.loads(text, format="json" if form == "json" else "toml", limits=READ)
    return blogroi.evaluate(case, draws=draws, seed=seed, limits=ANSWERED).to_json()


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
    form = "json" if "json" in request.headers.get("content-type", "") else "toml"
    try:
        found = await asyncio.to_thread(request.app.state.workers.ask, text, form, draws, seed)
    except TooSlowError:
        return refused(503, ("", f"not done within {SECONDS:g} seconds: ask for fewer draws"))
    except TooLargeError:
        return refused(503, ("", "it takes more memory than there is for one case: ask for fewer draws"))
    except blogroi.LimitError as error:
        return refused(413, (error.limit, error.message))
    except blogroi.CaseError as error:
        return refused(422, *((fault.path, fault.message) for fault in error.faults))
    except blogroi.OptionError as error:
        return refused(400, ("", str(error)))
    return Response(found, media_type="application/json")


@asynccontextmanager
async def lifespan(app: Starlette):  # type: ignore[no-untyped-def]
    """Keep some processes for evaluations."""
    app.state.workers = Workers(result_of, count=PROCESSES, memory=MEMORY, seconds=SECONDS)
    yield
    app.state.workers.close()


app = Starlette(routes=[Route("/evaluate", evaluate, methods=["POST"])], lifespan=lifespan)
