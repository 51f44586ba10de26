// Answers that still hold while the user types through them, or accepts them word by word. Pure text: no editor.

/** A replacement of the text between two offsets. */
export interface Suggestion {
  readonly insertText: string;
  readonly start: number;
  readonly end: number;
}

/** A suggestion, and all the text around it: it holds as long as both sides stay what they are. */
interface Remembered {
  readonly before: string;
  readonly after: string;
  readonly insertText: string;
  /** What stood between the cursor and `after` when the suggestion was made. */
  readonly rest: string;
}

interface Answer {
  readonly uri: string;
  readonly suggestions: readonly Remembered[];
}

const capacity = 8;
const closers = /^[)\]}'"]+$/;

export class SuggestionCache {
  /** Newest first. */
  private answers: Answer[] = [];

  remember(uri: string, text: string, cursor: number, suggestions: readonly Suggestion[]): void {
    const remembered = suggestions.map(({ insertText, start, end }) => ({
      before: text.slice(0, start),
      after: text.slice(end),
      insertText,
      rest: text.slice(cursor, end),
    }));
    this.answers = [{ uri, suggestions: remembered }, ...this.answers].slice(0, capacity);
  }

  /** What is left of a remembered answer for the cursor's place; undefined where none holds. */
  find(uri: string, text: string, cursor: number): Suggestion[] | undefined {
    for (const answer of this.answers) {
      if (answer.uri !== uri) continue;
      const left = answer.suggestions.flatMap((suggestion) => typedThrough(suggestion, text, cursor) ?? []);
      if (left.length > 0) return left;
    }
    return undefined;
  }

  clear(): void {
    this.answers = [];
  }
}

function typedThrough(suggestion: Remembered, text: string, cursor: number): Suggestion | undefined {
  const { before, after, insertText } = suggestion;
  const end = text.length - after.length;
  if (cursor < before.length || cursor > end || !text.startsWith(before) || !text.endsWith(after)) return undefined;
  const typed = text.slice(before.length, cursor);
  const remaining = insertText.slice(typed.length);
  if (!insertText.startsWith(typed) || remaining === '') return undefined;
  if (!continues(text.slice(cursor, end), suggestion.rest, remaining)) return undefined;
  // From the cursor on: the editor shows only what is on the cursor's line.
  return { insertText: remaining, start: cursor, end };
}

/** Right of the cursor stands what stood there, after at most the brackets and quotes that the editor closed by itself. */
function continues(now: string, rest: string, remaining: string): boolean {
  if (now === rest) return true;
  if (!now.endsWith(rest)) return false;
  const closed = now.slice(0, now.length - rest.length);
  return closers.test(closed) && isSubsequence(closed, remaining);
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (character === part[at]) at += 1;
  return at === part.length;
}
