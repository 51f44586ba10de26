// Generated code in its place: made again after its comment has changed, or exchanged for an alternative. The server knows
// what was generated, and edits the document; each edit is one step to undo.
import { window, type Position, type TextDocument } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { explain } from './statusText.ts';

interface Answer {
  readonly applied?: boolean;
  readonly reason?: string;
  readonly shown?: number;
  readonly of?: number;
}

const messageMs = 3000;

/** Asks before it replaces what the user has edited. */
export async function generateAgain(client: LanguageClient, document: TextDocument, position: Position): Promise<void> {
  const answer = await execute(client, 'treewright.regenerate', document, position, {});
  if (answer?.reason !== 'code-edited') return say(answer);
  const replace = 'Replace';
  const question = 'The code below the comment is not as it was generated. Replace it?';
  if (await window.showWarningMessage(question, { modal: true }, replace) !== replace) return;
  say(await execute(client, 'treewright.regenerate', document, position, { force: true }));
}

/** `step`: 1 for the next one, -1 for the one before. */
export async function showAlternative(
  client: LanguageClient, document: TextDocument, position: Position, step: number,
): Promise<void> {
  say(await execute(client, 'treewright.alternative', document, position, { step }));
}

async function execute(
  client: LanguageClient, command: string, document: TextDocument, position: Position, more: object,
): Promise<Answer | undefined> {
  const { uri } = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
  const place = { uri, position: client.code2ProtocolConverter.asPosition(position), version: document.version };
  try {
    return await client.sendRequest(ExecuteCommandRequest.method, { command, arguments: [{ ...place, ...more }] });
  } catch (error) {
    void window.showWarningMessage(`treewright: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function say(answer: Answer | undefined): void {
  const { reason, shown, of } = answer ?? {};
  if (reason !== undefined) return void window.showInformationMessage(`treewright: ${explain(reason)}`);
  if (shown !== undefined && of !== undefined) window.setStatusBarMessage(`Alternative ${shown} of ${of}`, messageMs);
}
