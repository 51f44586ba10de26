// The status bar item of files that the server answers for. What it says is in statusText.
import {
  StatusBarAlignment, ThemeColor, window, workspace, type Disposable, type TextDocument,
} from 'vscode';
import type { WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport } from 'vscode-languageclient';
import { isOn, isServed, serverSettings } from './settings.ts';
import { describe, type RequestStatus, type ServerState } from './statusText.ts';

type Progress = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** Most answers come sooner: the item would only flicker. */
const busyDelayMs = 150;

export class StatusBar implements Disposable {
  private readonly item = window.createStatusBarItem('treewright.status', StatusBarAlignment.Right, 100);
  private server: ServerState = { kind: 'stopped' };
  private loadingModel = false;
  /** Percentages of the workspace folders that are being read, by their progress tokens. */
  private readonly indexing = new Map<string, number>();
  private readonly requests = new Map<string, RequestStatus>();
  private pending: NodeJS.Timeout | undefined;
  private readonly subscriptions: Disposable[];

  constructor() {
    this.item.name = 'treewright';
    this.item.command = 'treewright.menu';
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => this.update()),
      workspace.onDidCloseTextDocument((document) => this.requests.delete(document.uri.toString())),
    ];
    this.update();
  }

  serverIs(state: ServerState): void {
    this.server = state;
    if (state.kind !== 'running') this.forgetServer();
    this.update();
  }

  /** Progress of the server: the model's loading, and the reading of workspace folders. */
  progress(token: string, value: Progress): void {
    if (token === 'treewright/model') {
      this.loadingModel = value.kind !== 'end';
    } else if (value.kind === 'end') {
      this.indexing.delete(token);
    } else {
      this.indexing.set(token, value.percentage ?? this.indexing.get(token) ?? 0);
    }
    this.update();
  }

  requestIs(uri: string, status: RequestStatus): void {
    this.requests.set(uri, status);
    if (status.state === 'idle') return this.update();
    this.pending ??= setTimeout(() => this.update(), busyDelayMs);
  }

  /** What was said of documents is out of date: the settings have changed. */
  forgetAnswers(): void {
    this.requests.clear();
    this.update();
  }

  update(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    const document = window.activeTextEditor?.document;
    if (document === undefined || !isServed(document.languageId)) return this.item.hide();
    this.show(document);
  }

  dispose(): void {
    clearTimeout(this.pending);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.item.dispose();
  }

  private show(document: TextDocument): void {
    const said = describe({
      server: isOn(document.languageId) ? this.server : { kind: 'off' },
      loadingModel: this.loadingModel,
      indexing: this.percentage(),
      request: this.requests.get(document.uri.toString()),
    });
    this.item.text = said.text;
    this.item.tooltip = said.tooltip;
    this.item.backgroundColor = said.isProblem ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.show();
  }

  /** Of the folder that is furthest behind. A server that is told not to read any more may not say that it has ended. */
  private percentage(): number | undefined {
    if (this.indexing.size === 0 || !serverSettings().index) return undefined;
    return Math.min(...this.indexing.values());
  }

  private forgetServer(): void {
    this.loadingModel = false;
    this.indexing.clear();
    this.requests.clear();
  }
}
