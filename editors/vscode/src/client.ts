// Here the parts of the client are put together.
import { commands, window, workspace, type ConfigurationChangeEvent, type ExtensionContext } from 'vscode';
import { DidChangeConfigurationNotification, type LanguageClient, type Middleware } from 'vscode-languageclient/node';
import { AttentionPanel } from './attentionPanel.ts';
import { generateAt, howToGetServer, registerCommands, type Parts } from './commands.ts';
import { Generate } from './generate.ts';
import { GhostText } from './ghostText.ts';
import { Offers } from './offers.ts';
import { Server } from './server.ts';
import { section, servedLanguages, serverSettings } from './settings.ts';
import { StatusBar } from './statusBar.ts';
import type { RequestStatus, ServerState } from './statusText.ts';

/** Starts everything; what `context` gets disposed of does not stop the server. */
export function start(context: ExtensionContext): Server {
  const log = window.createOutputChannel('treewright', { log: true });
  const status = new StatusBar();
  const ghostText = new GhostText();
  const offers = new Offers();
  const attention = new AttentionPanel(context.extensionUri);
  const generate = new Generate(offers, attention);
  const middleware: Middleware = {
    provideInlineCompletionItems: (...question) => ghostText.provide(...question),
    handleWorkDoneProgress: (token, value) => status.progress(String(token), value),
    // The code action's command, which the server alone would carry out unseen.
    executeCommand: (command, given, next) => (
      command === 'treewright.generate' ? generateAt(parts, given[0]) : next(command, given)),
    workspace: { handleApplyEdit: (params, next) => offers.handleApplyEdit(params, next) },
  };
  const server = new Server(log, {
    documentSelector: servedLanguages.flatMap((language) => [{ language, scheme: 'file' }, { language, scheme: 'untitled' }]),
    initializationOptions: serverSettings,
    outputChannel: log,
    middleware,
  }, (client) => listen(client, status));
  const parts: Parts = { server, generate, attention, log };
  const push = (): void => {
    ghostText.forget();
    status.forgetAnswers();
    void parts.server.client?.sendNotification(DidChangeConfigurationNotification.type, { settings: serverSettings() });
  };
  context.subscriptions.push(
    log, status, generate, attention, server,
    server.onDidChangeState((state) => stateChanged(state, status)),
    workspace.onDidChangeConfiguration((change) => settingsChanged(change, parts.server, push)),
    workspace.onDidGrantWorkspaceTrust(push),
    ...registerCommands(parts),
  );
  void server.start();
  return server;
}

function listen(client: LanguageClient, status: StatusBar): void {
  client.onNotification('treewright/status', (said: Partial<RequestStatus & { uri: string }> | undefined) => {
    const { uri, state } = said ?? {};
    if (typeof uri === 'string' && state !== undefined) status.requestIs(normal(client, uri), { ...said, state });
  });
}

/** The editor's way to write a URI: the keys of the status bar. */
function normal(client: LanguageClient, uri: string): string {
  return client.protocol2CodeConverter.asUri(uri).toString();
}

function stateChanged(state: ServerState, status: StatusBar): void {
  status.serverIs(state);
  if (state.kind === 'missing') void sayMissing();
  if (state.kind === 'crashed') void sayCrashed(state.why);
}

async function sayMissing(): Promise<void> {
  const how = 'How to Get It';
  const message = 'treewright: the server program was not found. Nothing is suggested without it.';
  if (await window.showWarningMessage(message, how) === how) await howToGetServer();
}

async function sayCrashed(why: string): Promise<void> {
  const actions = { 'Restart': 'treewright.restart', 'Open the Log': 'treewright.showLog' } as const;
  const names = Object.keys(actions) as (keyof typeof actions)[];
  const chosen = await window.showErrorMessage(`treewright: the server died too often (${why}).`, ...names);
  if (chosen !== undefined) await commands.executeCommand(actions[chosen]);
}

function settingsChanged(change: ConfigurationChangeEvent, running: Server, push: () => void): void {
  if (change.affectsConfiguration(`${section}.server`)) return void running.restart();
  if (change.affectsConfiguration(section)) push();
}
