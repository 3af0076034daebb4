/** What an address says about a lecture: one follows it, mirrors it at the desk, or sits at the desk. */

const CODE = /(?:^|[#&])(room|desk|mirror)=([2-9A-Za-z]{6})(?:&|$)/;

/** What a fragment says about a lecture, and what is left of it. @param {string} fragment */
export function readLecture(fragment) {
  const found = fragment.match(CODE);
  const rest = fragment
    .replace(/^#/, "")
    .split("&")
    .filter((pair) => pair && !CODE.test(pair))
    .join("&");
  return { as: found?.[1] ?? null, code: found?.[2].toUpperCase() ?? "", rest };
}
