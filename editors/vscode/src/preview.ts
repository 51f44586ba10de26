// The document as it would be with a suggestion, beside what it is.
import {
  commands, EventEmitter, TabInputTextDiff, Uri, window, workspace,
  type Disposable, type TextDocument, type TextDocumentContentProvider, type TextEdit,
} from 'vscode';
import { basename } from 'node:path';
import { applyEdits } from './textEdits.ts';

const scheme = 'treewright-preview';

export class Preview implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);
  private text = '';
  private opening: Promise<void> = Promise.resolve();

  provideTextDocumentContent(): string {
    return this.text;
  }

  /** The last call counts, however soon it comes after the one before. */
  show(document: TextDocument, edits: readonly TextEdit[]): void {
    this.text = textWith(document, edits);
    // Where it cannot be shown, the list of alternatives is still there.
    this.opening = this.opening.then(() => this.open(document)).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.opening;
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.scheme === scheme);
    await window.tabGroups.close(ours);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private async open(document: TextDocument): Promise<void> {
    const uri = document.uri.with({ scheme, authority: '' });
    const title = `${basename(document.uri.path)}: with the suggestion`;
    await commands.executeCommand('vscode.diff', document.uri, uri, title, { preview: true, preserveFocus: true });
    // Only now: the editor does not listen for changes of what is not open yet.
    this.changed.fire(uri);
  }
}

function textWith(document: TextDocument, edits: readonly TextEdit[]): string {
  const offsets = edits.map(({ range, newText }) => (
    { start: document.offsetAt(range.start), end: document.offsetAt(range.end), newText }));
  return applyEdits(document.getText(), offsets);
}
