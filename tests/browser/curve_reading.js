/**
 * What stands where in every curve plot that is seen, in pixels of the window: ticks as they are labelled, handles, the
 * curve.
 */
() => {
  const inWindow = (shape, x, y) => {
    const { x: u, y: v } = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM());
    return [u, v];
  };
  const number = (label) => Number(label.textContent.replaceAll("−", "-") || Number.NaN);
  const ticks = (plot, anchor, axis) =>
    [...plot.querySelectorAll(`text[text-anchor="${anchor}"]`)]
      .filter((label) => Number.isFinite(number(label)) && !label.hasAttribute("paint-order"))
      .map((label) => ({
        value: number(label),
        pixel: inWindow(label, Number(label.getAttribute("x")), Number(label.getAttribute("y")))[axis],
      }));
  return [...document.querySelectorAll(".curve-plot")]
    .filter((plot) => plot.checkVisibility())
    .map((plot) => {
      const curve = plot.querySelector("path.function");
      const length = curve?.getTotalLength() ?? 0;
      return {
        ticks: { x: ticks(plot, "middle", 0), y: ticks(plot, "end", 1) },
        handles: [...plot.querySelectorAll(".handle[data-x]")].map((handle) => ({
          place: [handle.dataset.x, handle.dataset.y].map((text) => (text === "null" ? null : Number(text))),
          pixel: inWindow(handle, handle.cx.baseVal.value, handle.cy.baseVal.value),
        })),
        curve: Array.from({ length: length ? 24 : 0 }, (_, k) => {
          const { x, y } = curve.getPointAtLength((length * (k + 0.5)) / 24);
          return inWindow(curve, x, y);
        }),
      };
    });
};
