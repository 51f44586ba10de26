// A thin client: the server does the work. What it is made of is loaded after the editor has gone on: activation is short.
import type { ExtensionContext } from 'vscode';
import type { Server } from './server.ts';

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const { start } = await import('./client.ts');
  server = start(context);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
