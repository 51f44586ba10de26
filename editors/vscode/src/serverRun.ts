// One process of the server and the client that speaks with it, from start to end. Every failure ends the process, and the
// end of the process is the one event that is reported.
import { spawn, type ChildProcess } from 'node:child_process';
import { homedir } from 'node:os';
import {
  CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, type ErrorHandler, type LanguageClientOptions,
} from 'vscode-languageclient/node';

const patienceMs = 20_000;
const stopMs = 2000;

/** The client's own pop-ups would come with every restart: everything goes to the log instead. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class ServerRun {
  readonly client: LanguageClient;
  private process: ChildProcess | undefined;
  private failure: string | undefined;
  private isOver = false;
  private readonly ended: (why: string) => void;

  /** `ended` is called once, unless stop() was. */
  constructor(program: string, programArguments: string[], options: LanguageClientOptions, ended: (why: string) => void) {
    this.ended = ended;
    this.client = new QuietClient('treewright', 'treewright', () => this.spawn(program, programArguments), {
      ...options,
      errorHandler: this.errorHandler(),
      initializationFailedHandler: () => false,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    });
  }

  /** True once the server has answered; false where it does not. */
  async start(): Promise<boolean> {
    const patience = setTimeout(() => this.fail(`no answer within ${patienceMs / 1000} s`), patienceMs);
    try {
      await this.client.start();
      return true;
    } catch {
      this.fail('it could not be started');
      return false;
    } finally {
      clearTimeout(patience);
    }
  }

  async stop(): Promise<void> {
    this.isOver = true;
    try {
      await this.client.stop(stopMs);
    } catch {
      // It did not start, or does not listen: the signal below is all it gets.
    }
    this.process?.kill('SIGKILL');
  }

  private async spawn(program: string, programArguments: string[]): Promise<ChildProcess> {
    // At home: a workspace must not decide what the server finds in its working directory.
    const child = spawn(program, programArguments, { cwd: homedir() });
    this.process = child;
    child.once('error', (error) => this.finish(error.message));
    child.once('exit', (code, signal) => this.finish(this.causeOf(code, signal)));
    return child;
  }

  private causeOf(code: number | null, signal: string | null): string {
    if (code !== null) return `it exited with code ${code}`;
    return this.failure ?? `it was ended by ${signal}`;
  }

  private fail(why: string): void {
    this.failure ??= why;
    this.process?.kill('SIGKILL');
  }

  private finish(why: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.ended(why);
  }

  private errorHandler(): ErrorHandler {
    return {
      error: () => {
        this.fail('it sent what is no message');
        return { action: ErrorAction.Continue, handled: true };
      },
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    };
  }
}
