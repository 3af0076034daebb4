/**
 * Questions and answers of the server by their paths, as its own description has them: `scripts/api_types` makes
 * their types of it, and a field of another name is a mistake that tsc finds. Before they are made, all is allowed.
 */
import type { paths } from "gradscape-api";

type Json<Body> = { content: { "application/json": Body } };
// biome-ignore lint/suspicious/noExplicitAny: whatever it is
type Posted = { post: { requestBody: Json<any>; responses: { 200: Json<any> } } };
type Posts = {
  [Path in keyof paths as Path extends `/api/v1/${infer Name}`
    ? paths[Path] extends Posted
      ? Name
      : never
    : never]: paths[Path] extends Posted ? paths[Path]["post"] : never;
};

/** A word of several is any text to the reader of JavaScript; which there are is left to the server. */
type Words<Part> = Part extends string
  ? string
  : Part extends object
    ? { [Key in keyof Part]: Words<Part[Key]> }
    : Part;
/** Arrays in base64 are written as the lists they stand for. */
type Lists<Part> = Part extends { bdata: string }
  ? never
  : Part extends object
    ? { [Key in keyof Part]: Lists<Part[Key]> }
    : Part;

export type Endpoint = keyof Posts & string;
export type Question<Name extends Endpoint> = Words<Posts[Name]["requestBody"]["content"]["application/json"]>;
export type Answer<Name extends Endpoint> = Lists<Posts[Name]["responses"][200]["content"]["application/json"]>;
/** Asks, and tries again until there is an answer. */
export type Ask = <Name extends Endpoint>(path: Name, body: Question<Name>) => Promise<Answer<Name>>;
/** The same, for as long as anybody wants to know. */
export type Send = <Name extends Endpoint>(path: Name, body: Question<Name>) => Promise<Answer<Name> | null>;
