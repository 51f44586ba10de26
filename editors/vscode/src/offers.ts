// All that the server can write for a comment: the alternatives of the command "Generate Code from This Comment".
import type { Position, TextDocument, TextEdit } from 'vscode';
import {
  ApplyWorkspaceEditRequest, CompletionRequest, CompletionTriggerKind, ExecuteCommandRequest, TextDocumentEdit,
  type ApplyWorkspaceEditParams, type ApplyWorkspaceEditResult, type CompletionItem, type LanguageClient,
  type TextEdit as ProtocolEdit, type WorkspaceEdit,
} from 'vscode-languageclient/node';

export interface Offer {
  readonly code: string;
  /** Where the workspace has code like it; empty where it has none. */
  readonly like: string;
  readonly edits: readonly TextEdit[];
}

/** Offers, or why there are none. */
export type Answer = { readonly offers: readonly Offer[] } | { readonly reason: string };

interface List {
  readonly items?: readonly CompletionItem[];
  readonly data?: { readonly reason?: string };
}

export class Offers {
  private taken: ((edit: WorkspaceEdit) => void) | undefined;

  async ask(client: LanguageClient, document: TextDocument, position: Position): Promise<Answer> {
    const list = await client.sendRequest<List>(CompletionRequest.method, {
      ...client.code2ProtocolConverter.asTextDocumentPositionParams(document, position),
      context: { triggerKind: CompletionTriggerKind.Invoked },
    });
    const items = list?.items ?? [];
    if (items.length > 0) return { offers: await Promise.all(items.map((item) => toOffer(client, item))) };
    const reason = list?.data?.reason ?? 'nothing-valid';
    // A menu never replaces code. The server's own command does, and has one answer.
    return reason === 'has-code' ? this.askForReplacement(client, document, position) : { reason };
  }

  /** The middleware of workspace/applyEdit: an edit that a replacement waits for is shown before it is made. */
  handleApplyEdit(
    params: ApplyWorkspaceEditParams, next: ApplyWorkspaceEditRequest.HandlerSignature,
  ): ReturnType<ApplyWorkspaceEditRequest.HandlerSignature> | ApplyWorkspaceEditResult {
    if (this.taken === undefined) return (next as (params: ApplyWorkspaceEditParams) => ReturnType<typeof next>)(params);
    this.taken(params.edit);
    return { applied: true };
  }

  private async askForReplacement(client: LanguageClient, document: TextDocument, position: Position): Promise<Answer> {
    const edit = new Promise<WorkspaceEdit>((resolve) => { this.taken = resolve; });
    try {
      const { uri } = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
      const argument = { uri, position: client.code2ProtocolConverter.asPosition(position), version: document.version };
      const done: { applied: boolean; reason?: string } = await client.sendRequest(
        ExecuteCommandRequest.method, { command: 'treewright.generate', arguments: [argument] });
      if (!done.applied) return { reason: done.reason ?? 'nothing-valid' };
      const edits = editsOf(await edit);
      const code = edits.map(({ newText }) => newText).join('');
      return { offers: [{ code, like: '', edits: await client.protocol2CodeConverter.asTextEdits(edits) }] };
    } finally {
      this.taken = undefined;
    }
  }
}

async function toOffer(client: LanguageClient, item: CompletionItem): Promise<Offer> {
  const near = item.textEdit !== undefined && 'range' in item.textEdit ? [item.textEdit] : [];
  const edits = [...near, ...(item.additionalTextEdits ?? [])].filter((edit) => edit.newText !== '');
  const data: { code?: string; like?: { text?: string } } = item.data ?? {};
  return {
    code: data.code ?? item.label,
    like: data.like?.text ?? '',
    edits: await client.protocol2CodeConverter.asTextEdits(edits),
  };
}

function editsOf(edit: WorkspaceEdit): ProtocolEdit[] {
  const changed = (edit.documentChanges ?? []).filter(TextDocumentEdit.is);
  return changed.flatMap(({ edits }) => edits.filter((each): each is ProtocolEdit => 'newText' in each));
}
