(name) => {
  // A trace of the 3-D plot in data: what is drawn, read against the numbers at the axes as a person reads them.
  const plot = document.querySelector(".scene");
  const drawn = plot._fullData.find((trace) => trace.name === name);
  const { xaxis, yaxis, zaxis } = plot._fullLayout.scene;
  const raised = (text) => Number([...text].map((sign) => (sign === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign))).join(""));
  const plain = (text) => {
    const [, sign, lead, power] = /^(−?)(?:([\d.]+)·?)?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text);
    return (sign ? -1 : 1) * (lead === undefined ? 1 : Number(lead)) * (power ? 10 ** raised(power) : 1);
  };
  const note = (title) => {
    const [, power, sign, offset] = /(?:\((?:× 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))? ?(?:([+−]) (.*))?\))?$/.exec(title);
    return { unit: power ? 10 ** raised(power) : 1, offset: offset ? plain(offset) * (sign === "−" ? -1 : 1) : 0 };
  };
  const reader = ({ title, tickvals, ticktext }) => {
    const { unit, offset } = note(title.text);
    const [low, high] = [plain(ticktext[0]), plain(ticktext.at(-1))];
    const [from, to] = [tickvals[0], tickvals.at(-1)];
    const read = (part) =>
      part === null ? null : offset + unit * (low + ((part - from) / (to - from)) * (high - low));
    return (values) =>
      Array.from(values, (each) => (typeof each === "object" && each ? Array.from(each, read) : read(each)));
  };
  return {
    type: drawn.type,
    visible: drawn.visible,
    x: reader(xaxis)(drawn.x),
    y: reader(yaxis)(drawn.y),
    z: reader(zaxis)(drawn.z),
    parts: [drawn.x, drawn.y, drawn.z].map((values) =>
      Array.from(values, (each) => (each?.length ? Array.from(each) : each)).flat(),
    ),
  };
};
