/**
 * What the surface and the map of a function of two variables show: its heights, and a list of marks on them. A mark is
 * data with a kind, which says how it is drawn in each view; each kind stands in a file of marks/. Places are in data
 * coordinates.
 *
 * @typedef {[number, number]} Place
 * @typedef {import("./geometry.js").Domain} Domain
 *
 * @typedef {object} Picture
 * @property {import("./geometry.js").Grid | null} grid
 * @property {{x: string, y: string, value: string}} names
 * @property {Domain} domain
 * @property {Mark[]} marks  what comes later lies over what comes before
 * @property {import("./levels.js").Levels} [levels]  of the map; even, if not given
 * @property {import("./marks/cells.js").Cells | null} [cells]  on the map, in place of the colours of the function
 * @property {string} theme
 *
 * @typedef {{kind: Kind}} Mark  with whatever its kind needs; what of it is null is not there at the moment
 *
 * @typedef {object} Kind  how marks of a kind are drawn; a view that it does not speak of shows nothing of them
 * @property {string} name
 * @property {(mark: any, pen: SpacePen) => Trace[]} [inSpace]  as many while nothing but places changes: then they are
 *   moved, and nothing is rebuilt
 * @property {(mark: any, pen: MapPen) => SVGElement[]} [onMap]
 * @property {(mark: any) => Handle[]} [handles]  what of it can be taken hold of
 * @property {(mark: any) => Pin[]} [pins]  what of it stands in letters over the picture in space, hidden by nothing
 * @property {(mark: any) => [Place, Place][]} [shafts]  from where to where it is an arrow on the map
 * @property {boolean} [isWhole]  on the map: seen beyond the frame, where it stands on the edge
 *
 * @typedef {import("./space-frame.js").Trace} Trace  as Plotly's, in data
 *
 * @typedef {object} SpacePen  what is needed to draw in space
 * @property {import("./geometry.js").Grid | null} grid
 * @property {Domain} domain
 * @property {import("./geometry.js").Limits} limits  of heights
 * @property {number} floor  the height at which the map lies
 * @property {import("./palette.js").Palette} palette
 *
 * @typedef {object} MapPen  what is needed to draw on the map
 * @property {(place: ArrayLike<number>) => [number, number]} toPixel
 * @property {import("./frame.js").Frame} frame
 * @property {Domain} domain  of the picture
 * @property {Domain} seen    what is seen of the plane, while the map is panned or zoomed
 * @property {import("./palette.js").Palette} palette
 * @property {Place[]} signs  of all marks, which no text and no disc should hide
 * @property {[Place, Place][]} shafts  of all arrows, which no text should hide
 * @property {{text: string, at: number[]}[]} texts  those that have their places already, in px
 *
 * @typedef {object} Pin
 * @property {Place} place
 * @property {number | null} value  of the function there, where it is known
 * @property {string} look  the same for the same shapes
 * @property {(palette: import("./palette.js").Palette) => SVGElement[]} shapes  around (0, 0)
 * @property {boolean} [standsApart]  from others that do, rather than cover them
 *
 * @typedef {object} Handle
 * @property {"point" | "tip"} does   what a hand on it moves
 * @property {Place} place
 * @property {number | null} [value]  of the function there, where it is known; else it stands on the drawn surface
 * @property {number} [grip]          what is taken up by it first
 * @property {Place} [around]         what a tip turns around
 */

export {};
