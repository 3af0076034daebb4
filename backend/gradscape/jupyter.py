"""The page as a widget in notebooks: JupyterLab, VS Code, marimo.

    from gradscape.jupyter import Explorer
    explorer = Explorer("x^2 - y^2")
    explorer                      # shows it; drag the point
    explorer.point = [0.5, 1]     # moves it
    explorer.gradient             # array([ 1., -2.])

It starts a server on this machine, once for all widgets, or takes the address of another one, which must let the
notebook's page show it (`GRADSCAPE_FRAME_ANCESTORS`). Needs more packages: `pip install 'gradscape[jupyter]'`.
"""

import atexit
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from threading import Thread
from typing import Any

import anywidget
import numpy as np
import traitlets

from gradscape.client import Gradscape, Problem, derivatives, jacobian, question
from gradscape.places import frontend_folder

# Notebooks of this machine, in a browser and in VS Code, whose windows have a scheme of their own.
_NOTEBOOKS = "self http://localhost:* http://127.0.0.1:* https://localhost:* vscode-webview: vscode-file:"
_AT_FIRST = {"derivative": [1.0], "surface": [1.0, -0.5]}

_RENDER = """
const PAUSE = 50; // ms: a drag tells no more often

export default {
  render({ model, el }) {
    const place = document.createElement("div");
    place.style.height = `${model.get("height")}px`;
    el.append(place);
    const theme = document.body.dataset.jpThemeLight === "false" ? "dark" : undefined;
    const { server, state, hide } = Object.fromEntries(["server", "state", "hide"].map((key) => [key, model.get(key)]));
    const view = globalThis.gradscape.mount(place, { server, state, hide, theme, keys: "on" });
    let known = "";
    let waiting = null;
    const tell = (told) => {
      known = JSON.stringify(told);
      clearTimeout(waiting?.timer);
      const send = () => { waiting = null; model.set("state", told); model.set("problem", ""); model.save_changes(); };
      const since = waiting?.since ?? performance.now();
      waiting = { since, timer: setTimeout(send, Math.max(0, since + PAUSE - performance.now())) };
    };
    const refuse = ({ message }) => { model.set("problem", message); model.save_changes(); };
    const follow = () => {
      const wanted = model.get("state");
      if (JSON.stringify(wanted) !== known) view.set(wanted).catch(refuse);
    };
    view.on("ready", tell);
    view.on("change", tell);
    model.on("change:state", follow);
    return () => model.off("change:state", follow);
  },
};
"""


class Explorer(anywidget.AnyWidget):
    """A function in the hand.

    function: its text. point: where it is looked at, in the order of its variables. state: of the lab, all of it, as
    `GET course` has it. All three may be set, and follow the hand. value, gradient, hessian: at the point, computed by
    the server; NaN where there is none. Of a map, gradient is its Jacobian, shape (m, n). problem: why what was set
    last could not be shown; empty if it could.
    """

    _esm = (frontend_folder() / "embed.js").read_text("utf-8") + _RENDER

    server = traitlets.Unicode(read_only=True).tag(sync=True)
    function = traitlets.Unicode().tag(sync=True)
    point = traitlets.List(traitlets.Float()).tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    height = traitlets.Int(480, help="in pixels").tag(sync=True)
    hide = traitlets.Unicode("controls,cards").tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    value = traitlets.Any(read_only=True)
    gradient = traitlets.Any(read_only=True)
    hessian = traitlets.Any(read_only=True)

    def __init__(
        self,
        function: str = "x^2 - y^2",
        point: Sequence[float] | None = None,
        *,
        server: str | None = None,
        **traits: Any,
    ):
        """Shows a function of one or two variables, or a map of two.

        Raises:
            gradscape.client.Problem: where its text cannot be read.
            ValueError: where no lab shows such a function.
        """
        address = server or own_server()
        self._client = Gradscape(address)
        begun = self._begun(function, point)
        super().__init__(**traits)
        self.set_trait("server", address)
        self.state = begun

    def _begun(self, function: str, point: Sequence[float] | None) -> dict[str, Any]:
        """The state in which a function is shown at first, of the lab that takes it."""
        read = self._client.ask(question("parse", function={"source": function}))
        count, is_number = len(read["variables"]), not len(read["shape"])
        lab = {(1, True): "derivative", (2, True): "surface", (2, False): "jacobian"}.get((count, is_number))
        if lab is None:
            kind = "function" if is_number else "map"
            raise ValueError(
                f"shown are functions of one or two variables and maps of two; this is a {kind} of {count}"
            )
        place = _AT_FIRST.get(lab, [1.0, 0.5]) if point is None else [float(each) for each in point]
        if len(place) != count:
            raise ValueError(f"the point has {len(place)} coordinates, the function {count} variables")
        return {"lab": lab, "source": function, "point": place}

    @traitlets.observe("function")
    def _typed(self, change: Mapping[str, Any]) -> None:
        text = change["new"]
        if text == self.state.get("source"):
            return
        begun = self._begun(text, None)
        is_same = begun["lab"] == self.state.get("lab")
        self.state = {**self.state, "source": text} if is_same else begun

    @traitlets.observe("point")
    def _moved(self, change: Mapping[str, Any]) -> None:
        if change["new"] != self.state.get("point"):
            self.state = {**self.state, "point": list(change["new"])}

    @traitlets.observe("state")
    def _shown(self, change: Mapping[str, Any]) -> None:
        state = change["new"]
        if "source" in state and "point" in state:
            self.function, self.point = state["source"], state["point"]
            self._derive()

    def _derive(self) -> None:
        sliders = self.state.get("parameters", {})
        numbers = {name: each["value"] for name, each in sliders.items()}
        function = {"source": self.function, "parameters": numbers}
        try:
            if self.state.get("lab") == "jacobian":
                [here] = self._client.ask(jacobian(function, [self.point]))
                found = (here.value, here.jacobian, np.array(np.nan))
            else:
                [there] = self._client.ask(derivatives(function, [self.point]))
                found = (there.value, there.gradient, there.hessian)
        except Problem as problem:
            # What is half typed has none.
            self.problem = problem.detail
            found = (np.nan, np.full(len(self.point), np.nan), np.full((len(self.point),) * 2, np.nan))
        for name, each in zip(("value", "gradient", "hessian"), found, strict=True):
            self.set_trait(name, each)


@cache
def own_server() -> str:
    """The address of a server of this process, which ends with it."""
    command = [sys.executable, "-m", "gradscape", "serve", "--host", "127.0.0.1", "--port", "0", "--workers", "1"]
    environment = os.environ | {"GRADSCAPE_FRAME_ANCESTORS": _NOTEBOOKS}
    process = subprocess.Popen(  # noqa: S603, our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    atexit.register(process.terminate)
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"ready at (http\S+)", line):
            # Whatever it says later, nobody waits for it.
            Thread(target=process.stdout.read, daemon=True).start()
            return found[1]
    raise RuntimeError(f"the server did not start: {' '.join(command)}")
