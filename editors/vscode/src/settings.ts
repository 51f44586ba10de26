// The section `treewright` of the user's settings, as the client and the server need it.
import { ConfigurationTarget, workspace, type WorkspaceConfiguration } from 'vscode';

import { server } from '../../../lsp/settings.schema.json';

export const section = 'treewright';
/** Language identifiers that the server answers for. */
export const servedLanguages: readonly string[] = ['python'];

/** What the server reads: the section "server" of the schema. */
export type ServerSettings = { readonly [name in keyof typeof server]: unknown };

function configuration(languageId?: string): WorkspaceConfiguration {
  return workspace.getConfiguration(section, languageId === undefined ? undefined : { languageId });
}

export function isServed(languageId: string): boolean {
  return servedLanguages.includes(languageId);
}

/** Off for a language: [python] { "treewright.enable": false }, or a `languages` without it. */
export function isOn(languageId: string): boolean {
  const settings = configuration(languageId);
  const chosen = settings.get<string[]>('languages', []);
  return isServed(languageId) && settings.get('enable', true) && (chosen.length === 0 || chosen.includes(languageId));
}

export function isManual(): boolean {
  return configuration().get('trigger') === 'manual';
}

export function serverPath(): string {
  return configuration().get('server.path', '').trim();
}

export function serverArguments(): string[] {
  return ['lsp', ...configuration().get<string[]>('server.arguments', [])];
}

/** A workspace that is not trusted is not read. */
export function serverSettings(): ServerSettings {
  const settings = configuration();
  const languages = servedLanguages.filter(isOn);
  const chosen = Object.fromEntries(Object.keys(server).map((name) => [name, settings.get(name)])) as ServerSettings;
  const index = settings.get('index', true) && workspace.isTrusted;
  return { ...chosen, enable: languages.length > 0, index, languages };
}

/** Turns the language on or off for the user, everywhere. */
export async function toggle(languageId: string): Promise<void> {
  const turnOn = !isOn(languageId);
  await configuration(languageId).update('enable', turnOn, ConfigurationTarget.Global, true);
}
