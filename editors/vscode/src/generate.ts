// "Generate Code from This Comment": a pick of alternatives, each shown as a diff, and the edit of the chosen one.
import {
  Position, Selection, ThemeIcon, Uri, window, workspace, WorkspaceEdit, type Disposable, type QuickPickItem, type TextDocument,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { AttentionPanel } from './attentionPanel.ts';
import type { Offer, Offers } from './offers.ts';
import { Preview } from './preview.ts';
import { explain } from './statusText.ts';

interface Choice extends QuickPickItem {
  readonly offer: Offer;
}

const lookButton = { iconPath: new ThemeIcon('eye'), tooltip: 'Show Attention' };

export class Generate implements Disposable {
  private readonly preview = new Preview();
  private readonly offers: Offers;
  private readonly attention: AttentionPanel;

  constructor(offers: Offers, attention: AttentionPanel) {
    this.offers = offers;
    this.attention = attention;
  }

  async run(client: LanguageClient, document: TextDocument, position: Position): Promise<void> {
    const { version } = document;
    const answer = await this.offers.ask(client, document, position);
    if ('reason' in answer) return say(explain(answer.reason));
    const offer = await this.choose(client, document, position, answer.offers);
    if (offer === undefined) return;
    if (document.version !== version) return say('The document has changed. Try the command again.');
    await insert(document, offer);
  }

  dispose(): void {
    this.preview.dispose();
  }

  private async choose(
    client: LanguageClient, document: TextDocument, position: Position, offers: readonly Offer[],
  ): Promise<Offer | undefined> {
    const pick = window.createQuickPick<Choice>();
    pick.title = 'Generate Code from This Comment';
    pick.placeholder = 'Enter inserts, Escape leaves the document as it is';
    pick.ignoreFocusOut = true; // the preview takes the focus for a moment
    pick.items = offers.map(toChoice);
    pick.onDidChangeActive(([choice]) => choice && this.preview.show(document, choice.offer.edits));
    pick.onDidTriggerItemButton(({ item }) => this.attention.show(client, document, position, item.offer.code));
    try {
      return await chosen(pick);
    } finally {
      pick.dispose();
      await this.preview.close();
    }
  }
}

function chosen(pick: ReturnType<typeof window.createQuickPick<Choice>>): Promise<Offer | undefined> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]?.offer));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}

function toChoice(offer: Offer): Choice {
  const label = offer.code.trim().split(/\r?\n/).map((line) => line.trim()).join(' ⏎ ');
  return { label, description: offer.like, offer, buttons: [lookButton] };
}

/** Leaves the cursor at the end of the code, ready to write on. */
async function insert(document: TextDocument, offer: Offer): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.set(document.uri, [...offer.edits]);
  const main = offer.edits[0];
  const start = main === undefined ? 0 : document.offsetAt(main.range.start);
  if (!await workspace.applyEdit(edit)) return say('The editor refused the generated code. Try the command again.');
  const editor = await window.showTextDocument(document);
  const end = document.positionAt(start + (main?.newText.length ?? 0));
  editor.selection = new Selection(end, end);
}

function say(message: string): void {
  void window.showInformationMessage(`treewright: ${message}`);
}

/** The document and the place that a command is for: its argument's, as a code action has one, else the cursor's. */
export async function targetOf(argument: unknown): Promise<[TextDocument, Position] | undefined> {
  const given = argument as { uri?: unknown; position?: { line: number; character: number } } | undefined;
  if (typeof given?.uri === 'string' && given.position !== undefined) {
    const document = await workspace.openTextDocument(Uri.parse(given.uri));
    return [document, document.validatePosition(new Position(given.position.line, given.position.character))];
  }
  const editor = window.activeTextEditor;
  return editor && [editor.document, editor.selection.active];
}
