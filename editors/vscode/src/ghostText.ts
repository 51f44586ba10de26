// Ghost text: between the editor's questions and the server's answers.
import {
  InlineCompletionItem, InlineCompletionTriggerKind, Range,
  type CancellationToken, type InlineCompletionContext, type Position, type TextDocument,
} from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { Pace } from './pace.ts';
import { isManual } from './settings.ts';
import { SuggestionCache, type Suggestion } from './suggestionCache.ts';

type Items = InlineCompletionItem[] | undefined;
type AskServer = Parameters<NonNullable<Middleware['provideInlineCompletionItems']>>[4];

export class GhostText {
  private readonly cache = new SuggestionCache();
  private readonly pace = new Pace();

  /** The middleware of textDocument/inlineCompletion; `next` asks the server. */
  async provide(
    document: TextDocument, position: Position, context: InlineCompletionContext, token: CancellationToken,
    next: AskServer,
  ): Promise<Items> {
    const known = this.cache.find(document.uri.toString(), document.getText(), document.offsetAt(position));
    if (known !== undefined) return known.map((suggestion) => toItem(document, suggestion));
    if (context.triggerKind === InlineCompletionTriggerKind.Automatic) {
      if (isManual()) return undefined;
      await pause(this.pace.delayMs(), token);
      if (token.isCancellationRequested) return undefined;
    }
    return this.ask(document, position, token, () => next(document, position, context, token));
  }

  /** What the server would answer now may be something else. */
  forget(): void {
    this.cache.clear();
  }

  private async ask(
    document: TextDocument, position: Position, token: CancellationToken,
    next: () => ReturnType<AskServer>,
  ): Promise<Items> {
    const { version } = document;
    const start = performance.now();
    const answer = await next();
    const took = performance.now() - start;
    if (token.isCancellationRequested) {
      this.pace.gaveUpAfter(took);
      return undefined;
    }
    const items = Array.isArray(answer) ? answer : answer?.items ?? [];
    this.pace.answered(took);
    if (items.length > 0 && document.version === version) this.remember(document, position, items);
    return items;
  }

  private remember(document: TextDocument, position: Position, items: readonly InlineCompletionItem[]): void {
    const suggestions = items.flatMap((item) => toSuggestion(document, item) ?? []);
    this.cache.remember(document.uri.toString(), document.getText(), document.offsetAt(position), suggestions);
  }
}

function toItem(document: TextDocument, { insertText, start, end }: Suggestion): InlineCompletionItem {
  return new InlineCompletionItem(insertText, new Range(document.positionAt(start), document.positionAt(end)));
}

function toSuggestion(document: TextDocument, { insertText, range }: InlineCompletionItem): Suggestion | undefined {
  if (typeof insertText !== 'string' || range === undefined) return undefined;
  return { insertText, start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** Ends early when `token` is cancelled. */
function pause(milliseconds: number, token: CancellationToken): Promise<void> {
  if (milliseconds === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    const listener = token.onCancellationRequested(done);
    function done(): void {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    }
  });
}
