// What a text becomes: pure, for previews.

/** Offsets of the text before any edit. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Edits do not overlap; ones at the same place come in in their order. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  const inOrder = [...edits].sort((a, b) => a.start - b.start);
  let result = '';
  let copied = 0;
  for (const { start, end, newText } of inOrder) {
    result += text.slice(copied, start) + newText;
    copied = end;
  }
  return result + text.slice(copied);
}
