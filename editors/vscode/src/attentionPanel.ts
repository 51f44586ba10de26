// The attention view: where the model looked while it wrote the code of a comment, and what of the workspace guided it.
import { randomBytes } from 'node:crypto';
import {
  Position, Range, Uri, ViewColumn, window, workspace,
  type Disposable, type Position as Place, type TextDocument, type WebviewPanel,
} from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { readAttention, type Attention } from './attention.ts';
import { attentionHtml } from './attentionHtml.ts';
import { explain } from './statusText.ts';

export class AttentionPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private shown: Attention | undefined;
  private readonly media: Uri;

  constructor(extension: Uri) {
    this.media = Uri.joinPath(extension, 'media');
  }

  /** `code`: of a suggestion that is only previewed; without, what stands in the document. */
  async show(client: LanguageClient, document: TextDocument, position: Place, code?: string): Promise<void> {
    const answer = readAttention(await ask(client, document, position, code));
    if (answer === undefined) return say('The server does not know where the model looked.');
    if ('reason' in answer) return say(explain(answer.reason) + (answer.detail === '' ? '' : ` (${answer.detail})`));
    this.shown = answer;
    const panel = this.open(code !== undefined);
    const resource = (name: string) => panel.webview.asWebviewUri(Uri.joinPath(this.media, name)).toString();
    const nonce = randomBytes(16).toString('hex');
    panel.webview.html = attentionHtml(answer, { nonce, style: resource('attention.css'), script: resource('attention.js') });
  }

  dispose(): void {
    this.panel?.dispose();
  }

  /** A list that is open keeps the keys. */
  private open(preserveFocus: boolean): WebviewPanel {
    if (this.panel !== undefined) {
      this.panel.reveal(undefined, preserveFocus);
      return this.panel;
    }
    const options = { enableScripts: true, localResourceRoots: [this.media] };
    const panel = window.createWebviewPanel(
      'treewright.attention', 'Attention', { viewColumn: ViewColumn.Beside, preserveFocus }, options);
    panel.webview.onDidReceiveMessage((message: { open?: unknown } | undefined) => this.openSource(message?.open));
    panel.onDidDispose(() => { this.panel = undefined; });
    this.panel = panel;
    return panel;
  }

  private async openSource(number: unknown): Promise<void> {
    const source = typeof number === 'number' ? this.shown?.sources[number] : undefined;
    if (source === undefined) return;
    const uri = Uri.parse(source.uri);
    if (uri.scheme !== 'file' || workspace.getWorkspaceFolder(uri) === undefined) {
      return say('The example is not in a folder that is open.');
    }
    const start = new Position(source.line, 0);
    try {
      await window.showTextDocument(uri, { viewColumn: ViewColumn.One, selection: new Range(start, start) });
    } catch {
      say('The example is not there any more.');
    }
  }
}

async function ask(
  client: LanguageClient, document: TextDocument, position: Place, text: string | undefined,
): Promise<unknown> {
  const { uri } = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
  const argument = { uri, position: client.code2ProtocolConverter.asPosition(position), ...text !== undefined && { text } };
  try {
    return await client.sendRequest(
      ExecuteCommandRequest.method, { command: 'treewright.attention', arguments: [argument] });
  } catch (error) {
    client.warn(`treewright.attention: ${error instanceof Error ? error.message : String(error)}`, undefined, false);
    return undefined;
  }
}

function say(message: string): void {
  void window.showInformationMessage(`treewright: ${message}`);
}
