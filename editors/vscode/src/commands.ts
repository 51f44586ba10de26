// The commands of the palette and of the status bar's menu.
import { commands, window, type Disposable, type LogOutputChannel, type Position, type TextDocument } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import type { AttentionPanel } from './attentionPanel.ts';
import { targetOf, type Generate } from './generate.ts';
import { generateAgain, showAlternative } from './inPlace.ts';
import type { Server } from './server.ts';
import { isOn, isServed, section, toggle } from './settings.ts';

export interface Parts {
  readonly server: Server;
  readonly generate: Generate;
  readonly attention: AttentionPanel;
  readonly log: LogOutputChannel;
}

export function registerCommands(parts: Parts): Disposable[] {
  const actions: Record<string, (argument?: unknown) => unknown> = {
    generateFromComment: (argument) => generateAt(parts, argument),
    generateAgain: () => at(parts, undefined, generateAgain),
    nextAlternative: () => at(parts, undefined, (...place) => showAlternative(...place, 1)),
    previousAlternative: () => at(parts, undefined, (...place) => showAlternative(...place, -1)),
    showAttention: () => at(parts, undefined, (...place) => parts.attention.show(...place)),
    restart: () => parts.server.restart(),
    showLog: () => parts.log.show(),
    toggleLanguage,
    whyFile: () => sayWhy(parts.server),
    menu: showMenu,
    howToGetServer,
  };
  return Object.entries(actions).map(([name, action]) => commands.registerCommand(`treewright.${name}`, action));
}

export function generateAt(parts: Parts, argument: unknown): Promise<void> {
  return at(parts, argument, (...place) => parts.generate.run(...place));
}

/** Does something with the server at the place that a command is for. */
async function at(
  { server }: Parts, argument: unknown,
  action: (client: LanguageClient, document: TextDocument, position: Position) => Promise<void>,
): Promise<void> {
  const target = await targetOf(argument);
  if (target === undefined || !isServed(target[0].languageId)) return warn('Open a Python file first.');
  if (server.client === undefined) return warn('The server is not running.');
  await action(server.client, ...target);
}

export function howToGetServer(): Thenable<unknown> {
  return commands.executeCommand('workbench.action.openWalkthrough', 'treewright.treewright#start', false);
}

async function toggleLanguage(): Promise<void> {
  const language = window.activeTextEditor?.document.languageId ?? '';
  if (!isServed(language)) return warn('Open a Python file first.');
  await toggle(language);
}

/** Whether the server may read the file, and the rule that decides. */
async function sayWhy(server: Server): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || server.client === undefined) return warn('The server is not running.');
  const { uri } = server.client.code2ProtocolConverter.asTextDocumentIdentifier(document);
  const verdict: { text: string } = await server.client.sendRequest(
    ExecuteCommandRequest.method, { command: 'treewright.why', arguments: [{ uri }] });
  void window.showInformationMessage(`treewright: ${verdict.text}`);
}

async function showMenu(): Promise<void> {
  const language = window.activeTextEditor?.document.languageId ?? '';
  const entries = [
    { label: '$(debug-restart) Restart the server', command: 'treewright.restart' },
    { label: '$(output) Open the log', command: 'treewright.showLog' },
    { label: `${isOn(language) ? '$(circle-slash) Turn off' : '$(check) Turn on'} for ${language}`, command: 'treewright.toggleLanguage' },
    { label: '$(question) Why is this file excluded, or not?', command: 'treewright.whyFile' },
    { label: '$(gear) Settings', command: 'workbench.action.openSettings', argument: section },
    { label: '$(book) How to get the server', command: 'treewright.howToGetServer' },
  ];
  const chosen = await window.showQuickPick(entries, { title: 'treewright' });
  if (chosen !== undefined) await commands.executeCommand(chosen.command, chosen.argument);
}

function warn(message: string): void {
  void window.showWarningMessage(`treewright: ${message}`);
}
