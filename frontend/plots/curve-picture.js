/**
 * What a curve plot can be asked to show, and what it tells of a hand on it.
 * Places are in data coordinates; what is null, NaN or outside the frame is not drawn.
 * A role names a colour: "function", "point", "tangent", "gradient", "hessian", "direction", "constraint", "guide",
 * "run-1" to "run-11", the name of a glyph.
 *
 * @typedef {[number, number]} Interval
 * @typedef {"linear" | "log"} Scaling  a log axis is labelled by powers of ten and shows positive numbers only
 *
 * @typedef {object} CurvePicture
 * @property {Curve[]} curves
 * @property {Mark[]} [marks]
 * @property {Handle[]} [handles]
 * @property {Line[]} [lines]
 * @property {Guide[]} [guides]
 * @property {Bracket[]} [brackets]
 * @property {Scatter[]} [scatters]  thousands of points each
 * @property {Strip | null} [strip]
 * @property {import("./marks/field.js").Vectors | null} [field]  arrows under all else; the same object while nothing
 *   of it changes
 * @property {import("./marks/cells.js").Cells | null} [raster]  over the whole frame, under everything else
 * @property {string} xLabel
 * @property {string} yLabel
 * @property {Interval} [xRange]   all the curves, if not given
 * @property {Interval} [yRange]   what the curves that count have in the x range, with poles cut, if not given
 * @property {number[]} [xTicks]
 * @property {Scaling} [xScale]
 * @property {Scaling} [yScale]
 * @property {boolean} [equal]     a square frame in which both axes have the x range, as a cobweb needs, or ranges of
 *   one length
 * @property {boolean} [xGrid]     grid lines for x too
 * @property {boolean} [hasOwnGrid]  short ticks instead of lines: its own grid is what one looks at
 * @property {boolean} [isBare]    without axes, where their numbers would say nothing
 * @property {boolean} [sharesX]   the x labels are those of another plot below this one
 * @property {string} theme
 *
 * @typedef {object} Curve   arrays are taken for unchanged while they are the same objects
 * @property {ArrayLike<number>} x  ascending
 * @property {ArrayLike<number | null>} y  null or NaN: a gap
 * @property {string} role
 * @property {string} [label]      written at the curve
 * @property {string} [dash]       as SVG's stroke-dasharray
 * @property {number} [weight]     of the stroke, 1 if not given
 * @property {number[]} [breaks]   where the curve is interrupted between its samples: poles, jumps
 * @property {boolean} [dots]      a dot at every sample
 * @property {boolean} [counts]    for the y range; if not given: unless its role is "tangent"
 *
 * @typedef {object} Mark
 * @property {number} x
 * @property {number | null} y
 * @property {string} role
 * @property {string} [label]
 * @property {boolean} [counts]  whether the picture reaches as far as it
 * @property {"point" | "open" | import("./marks/glyph.js").GlyphKind} [glyph]  a point, if not given; "open": a
 *   value that is missing
 *
 * @typedef {object} Handle  something to take hold of
 * @property {string} id
 * @property {number} x
 * @property {number | null} y     null: on the x axis
 * @property {string} role
 * @property {string} [label]
 *
 * @typedef {object} Line  straight from place to place: a tangent, a secant, the stairs of a cobweb, the steps of a
 *   walk
 * @property {(readonly [number, number | null])[]} points
 * @property {string} role
 * @property {string} [label]      written at its end
 * @property {string} [dash]
 * @property {number} [weight]
 * @property {boolean} [arrows]    a head at the end of every step
 * @property {boolean} [dots]      a dot at every place
 *
 * @typedef {object} Guide  a line across the whole frame, vertical at x or horizontal at y
 * @property {number} [x]
 * @property {number} [y]
 * @property {string} [role]       "guide", if not given
 * @property {string} [label]
 * @property {string} [dash]
 * @property {number} [weight]     0.5, if not given
 *
 * @typedef {object} Bracket  a vertical distance and its number
 * @property {number} x
 * @property {number | null} from
 * @property {number | null} to
 * @property {string} role
 * @property {string} [label]
 *
 * @typedef {object} Scatter   arrays are taken for unchanged while they are the same objects
 * @property {ArrayLike<number>} x
 * @property {ArrayLike<number | null>} y
 * @property {string} role
 * @property {number} [size]       in px, 1.5 if not given
 *
 * @typedef {object} Strip  a band of colours along the x axis
 * @property {ArrayLike<number>} x       middles of its cells, ascending
 * @property {ArrayLike<number>} colors  labels of basins from 0 on; -1 for none
 * @property {{x: number, color: number}[]} [ends]  where those of a colour lead to: a dot
 *
 * @typedef {object} CurveKind  how things of one list are drawn
 * @property {(thing: any, pen: CurvePen) => SVGElement[]} onCurves
 * @property {(thing: any, pen: CurvePen) => import("./labels.js").Spot[]} spots  for its label, the best first
 *
 * @typedef {object} CurvePen  what is needed to draw
 * @property {import("./curve-axes.js").View} view
 * @property {import("./labels.js").Labels} labels
 * @property {import("./palette.js").Palette} palette
 *
 * @typedef {object} CurveHandlers  `isSettled` says that the hand has let go
 * @property {(id: string, x: number, y: number, isSettled: boolean) => void} [onDrag]  a handle is at (x, y)
 * @property {(id: string) => void} [onGrip]  a handle is taken hold of
 * @property {(x: number, y: number, isSettled: boolean) => void} [onPress]  a click anywhere, a drag along a curve;
 *   without `onDomain` a drag anywhere
 * @property {(x: number | null) => void} [onHover]  pointed at without a press; null: no longer
 * @property {(centre: [number, number], factor: number, isSettled: boolean) => void} [onZoom]  of a plane: a box so
 *   many times as wide as the last one, with the centre where it is
 * @property {(x: Interval, isSettled: boolean) => void} [onDomain]  panned or zoomed: the plot shows it at once by what
 *   it has
 */

export {};
