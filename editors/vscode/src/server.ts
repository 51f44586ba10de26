// Keeps a server running: finds the program, starts it, and starts it again when it dies, within bounds.
import { EventEmitter, type Disposable, type LogOutputChannel } from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import { CrashPolicy } from './crashPolicy.ts';
import { findProgram } from './program.ts';
import { ServerRun } from './serverRun.ts';
import { serverArguments, serverPath } from './settings.ts';
import type { ServerState } from './statusText.ts';

export class Server implements Disposable {
  private readonly changed = new EventEmitter<ServerState>();
  readonly onDidChangeState = this.changed.event;
  private readonly policy = new CrashPolicy();
  private run: ServerRun | undefined;
  private nextStart: NodeJS.Timeout | undefined;
  private readonly log: LogOutputChannel;
  private readonly options: LanguageClientOptions;
  private readonly prepare: (client: LanguageClient) => void;

  /** `prepare` adds the handlers to a client before it starts. */
  constructor(log: LogOutputChannel, options: LanguageClientOptions, prepare: (client: LanguageClient) => void) {
    this.log = log;
    this.options = options;
    this.prepare = prepare;
  }

  /** Undefined while there is none that answers. */
  get client(): LanguageClient | undefined {
    return this.run?.client.isRunning() === true ? this.run.client : undefined;
  }

  async start(): Promise<void> {
    const { program, lookedIn } = findProgram(serverPath());
    if (program === undefined) {
      this.log.warn(`No program "treewright" in ${lookedIn}`);
      return this.changed.fire({ kind: 'missing' });
    }
    this.changed.fire({ kind: 'starting' });
    this.log.info(`Starting ${program}`);
    const run = new ServerRun(program, serverArguments(), this.options, (why) => this.crashed(run, why));
    this.run = run;
    this.prepare(run.client);
    if (await run.start()) this.changed.fire({ kind: 'running' });
  }

  /** By the user's wish: what crashed before does not count any more. */
  async restart(): Promise<void> {
    this.policy.reset();
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    clearTimeout(this.nextStart);
    const run = this.run;
    this.run = undefined;
    await run?.stop();
    this.changed.fire({ kind: 'stopped' });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private crashed(run: ServerRun, why: string): void {
    if (run !== this.run) return;
    this.run = undefined;
    const delay = this.policy.crashed();
    this.log.error(`The server ended: ${why}`);
    if (delay === undefined) return this.changed.fire({ kind: 'crashed', why });
    this.changed.fire({ kind: 'restarting', why });
    this.nextStart = setTimeout(() => void this.start(), delay);
  }
}
