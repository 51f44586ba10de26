// What the server says of where a model looked while it wrote code: pure.

export interface Word {
  readonly text: string;
  /** Of the description, or a name in scope that got weight. */
  readonly kind: 'word' | 'name';
}

export interface Token {
  readonly text: string;
  /** 0-based, in the code. */
  readonly line: number;
  /** The word that it was copied from, by number. */
  readonly copied: number | undefined;
  /** One a word, of 0 to 1. */
  readonly weights: readonly number[];
}

/** Code of the workspace that guided the model. */
export interface Source {
  readonly uri: string;
  /** 0-based. */
  readonly line: number;
  readonly label: string;
}

export interface Attention {
  readonly words: readonly Word[];
  readonly tokens: readonly Token[];
  readonly sources: readonly Source[];
  readonly code: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Why there is no attention; `detail` is for people, and may be empty. */
export interface Refusal {
  readonly reason: string;
  readonly detail: string;
}

/** The server's answer; undefined where it is none. */
export function readAttention(answer: unknown): Attention | Refusal | undefined {
  if (!isObject(answer)) return undefined;
  const { reason, detail } = answer;
  if (typeof reason === 'string') return { reason, detail: typeof detail === 'string' ? detail : '' };
  const words = readAll(answer['words'], readWord);
  const tokens = words && readAll(answer['tokens'], (json) => readToken(json, words.length));
  const sources = readAll(answer['sources'] ?? [], readSource);
  const code = answer['code'];
  if (words === undefined || tokens === undefined || sources === undefined || typeof code !== 'string') return undefined;
  return { words, tokens, sources, code };
}

function readAll<T>(json: unknown, read: (json: Json) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const all = json.flatMap((each) => (isObject(each) ? read(each) : undefined) ?? []);
  return all.length === json.length ? all : undefined;
}

function readWord({ text, kind }: Json): Word | undefined {
  return typeof text === 'string' ? { text, kind: kind === 'name' ? 'name' : 'word' } : undefined;
}

function readToken({ text, line, copied, weights }: Json, words: number): Token | undefined {
  if (typeof text !== 'string' || !isIndex(line) || !Array.isArray(weights) || weights.length !== words) return undefined;
  if (!weights.every((weight) => typeof weight === 'number' && weight >= 0)) return undefined;
  return { text, line, copied: isIndex(copied) && copied < words ? copied : undefined, weights };
}

function readSource({ uri, line, label }: Json): Source | undefined {
  return typeof uri === 'string' && isIndex(line) && typeof label === 'string' ? { uri, line, label } : undefined;
}

function isObject(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function isIndex(json: unknown): json is number {
  return Number.isInteger(json) && Number(json) >= 0;
}

/** A piece of the code: a token's text, by the token's number, or what stands between two. */
export interface Piece {
  readonly text: string;
  readonly token: number | undefined;
}

/** The code in pieces, in order. Tokens that do not stand in it as they are (structure) have none. */
export function piecesOf({ code, tokens }: Attention): Piece[] {
  const starts = lineStarts(code);
  const pieces: Piece[] = [];
  let done = 0;
  for (const [token, { text, line }] of tokens.entries()) {
    const at = text === '' ? -1 : code.indexOf(text, Math.max(done, starts[line] ?? code.length));
    if (at < 0 || at >= (starts[line + 1] ?? code.length)) continue;
    if (at > done) pieces.push({ text: code.slice(done, at), token: undefined });
    pieces.push({ text, token });
    done = at + text.length;
  }
  if (done < code.length) pieces.push({ text: code.slice(done), token: undefined });
  return pieces;
}

function lineStarts(code: string): number[] {
  return [0, ...[...code.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
}
