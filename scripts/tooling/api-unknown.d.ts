/** In the place of api.d.ts, which scripts/api_types makes, where it has not been made: every path, and anything in it. */
// biome-ignore lint/suspicious/noExplicitAny: nothing is known
type Any = any;
type Json = { content: { "application/json": Any } };
export type paths = Record<`/api/v1/${string}`, { post: { requestBody: Json; responses: { 200: Json } } }>;
