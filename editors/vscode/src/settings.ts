// The section `treewright` of the user's settings, as the client and the server need it.
import { ConfigurationTarget, workspace, type WorkspaceConfiguration } from 'vscode';

export const section = 'treewright';
/** Language identifiers that the server answers for. */
export const servedLanguages: readonly string[] = ['python'];

/** What the server reads: the fields of lsp/settings.h. */
export interface ServerSettings {
  readonly enable: boolean;
  readonly candidates: number;
  readonly maxTokens: number;
  readonly trigger: string;
  readonly index: boolean;
  readonly languages: readonly string[];
}

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
  return {
    enable: languages.length > 0,
    candidates: settings.get('candidates', 5),
    maxTokens: settings.get('maxTokens', 64),
    trigger: settings.get('trigger', 'automatic'),
    index: settings.get('index', true) && workspace.isTrusted,
    languages,
  };
}

/** Turns the language on or off for the user, everywhere. */
export async function toggle(languageId: string): Promise<void> {
  const turnOn = !isOn(languageId);
  await configuration(languageId).update('enable', turnOn, ConfigurationTarget.Global, true);
}
