/**
 * What stands where on a drawn map, read off the pixels of the page: ticks by their labels, marks by their shapes,
 * level
 * lines by places on them. Pixels are those of the window.
 */
() => {
  const scene = document.querySelector(".scene-card:not([hidden]) .scene-number")?.textContent ?? "";
  const map = [...document.querySelectorAll(".contour-overlay")].find((each) => each.checkVisibility())?.parentElement;
  const plot = map?.querySelector(".contour-levels");
  if (!plot?.layout?.xaxis) return { scene, isShown: false };
  const [surface] = plot.data;
  const inWindow = (shape, x, y) => {
    const { x: u, y: v } = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM());
    return [u, v];
  };
  const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
  const raised = (text) => Number([...text].map((sign) => (sign === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign))).join(""));
  const number = (text) => {
    const [, sign, lead, power] = /^(−?)(?:([\d.]+)·?)?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text) ?? [];
    return sign === undefined ? Number.NaN : (sign ? -1 : 1) * Number(lead ?? 1) * (power ? 10 ** raised(power) : 1);
  };
  // What is common to all numbers of an axis stands in its title: (× 10⁻⁶ + 1).
  const common = (title) => {
    const [, power, sign, offset] = /(?:\((?:× 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))? ?(?:([+−]) (.*))?\))?$/.exec(title);
    return [power ? 10 ** raised(power) : 1, offset ? (sign === "−" ? -1 : 1) * number(offset) : 0];
  };
  const ticks = (side, axis) => {
    const [unit, offset] = common(plot.layout[`${side}axis`].title.text);
    return [...plot.querySelectorAll(`.${side}tick text`)].map((label) => ({
      value: offset + unit * number(label.textContent),
      pixel: middle(label.getBoundingClientRect())[axis],
    }));
  };
  // The small lines beside the labels, where labels may be off by their letters' ascent.
  const tickLines = (side, axis) =>
    [...plot.querySelectorAll(`path.${side}tick`)].map((line) => middle(line.getBoundingClientRect())[axis]);
  const glyphCentre = (group) => {
    const shape = group.querySelector("path");
    const { x, y, width, height } = shape.getBBox();
    const kind = group.classList[1];
    const down = { minimum: 0.75 * (width / 2), maximum: height - 0.75 * (width / 2) }[kind] ?? height / 2;
    return inWindow(shape, x + width / 2, y + down);
  };
  const overlay = map.querySelector(".contour-overlay");
  const place = (mark) => [Number(mark.dataset.x), Number(mark.dataset.y)];
  const circles = [...overlay.querySelectorAll("circle[data-x]")].map((mark) => ({
    name: mark.getAttribute("class"),
    place: place(mark),
    pixel: inWindow(mark, mark.cx.baseVal.value, mark.cy.baseVal.value),
  }));
  const glyphs = [...overlay.querySelectorAll(".critical")].map((mark) => ({
    name: mark.getAttribute("class"),
    place: place(mark),
    pixel: glyphCentre(mark),
  }));
  const arrows = [...overlay.querySelectorAll(".arrow")].map((mark) => ({
    name: "the foot of an arrow",
    place: place(mark),
    pixel: inWindow(
      mark,
      ...mark
        .querySelector("path")
        .getAttribute("d")
        .match(/-?[\d.]+/g)
        .slice(0, 2)
        .map(Number),
    ),
  }));
  const lines = [...plot.querySelectorAll(".contourlevel path")].map((line) => {
    const length = line.getTotalLength();
    return Array.from({ length: 16 }, (_, k) => {
      const { x, y } = line.getPointAtLength((length * (k + 0.5)) / 16);
      return inWindow(line, x, y);
    });
  });
  return {
    range: { x: plot.layout.xaxis.range, y: plot.layout.yaxis.range },
    ticks: { x: ticks("x", 0), y: ticks("y", 1) },
    tickLines: { x: tickLines("x", 0), y: tickLines("y", 1) },
    marks: [...circles, ...glyphs, ...arrows],
    lines,
    grid: [Array.from(surface.x), Array.from(surface.y), Array.from(surface.z, (row) => Array.from(row))],
    fields: [...document.querySelectorAll(".interval input")].map((input) => input.value),
    scene,
    isShown: true,
  };
};
