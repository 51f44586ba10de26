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

  provideTextDocumentContent(): string {
    return this.text;
  }

  async show(document: TextDocument, edits: readonly TextEdit[]): Promise<void> {
    this.text = textWith(document, edits);
    const uri = document.uri.with({ scheme, authority: '' });
    this.changed.fire(uri);
    const title = `${basename(document.uri.path)}: with the suggestion`;
    await commands.executeCommand('vscode.diff', document.uri, uri, title, { preview: true, preserveFocus: true });
  }

  async close(): Promise<void> {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const ours = tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.scheme === scheme);
    await window.tabGroups.close(ours);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

function textWith(document: TextDocument, edits: readonly TextEdit[]): string {
  const offsets = edits.map(({ range, newText }) => (
    { start: document.offsetAt(range.start), end: document.offsetAt(range.end), newText }));
  return applyEdits(document.getText(), offsets);
}
