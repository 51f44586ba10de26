// Whether a server that has died is started again, and how soon.

const windowMs = 3 * 60 * 1000;
/** Before each restart within the window; after the last of them the user is asked. */
const delaysMs = [500, 1000, 2000, 4000];

export class CrashPolicy {
  private crashes: number[] = [];
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** The milliseconds to wait before the server is started again; undefined: it has died too often. */
  crashed(): number | undefined {
    const now = this.now();
    this.crashes = this.crashes.filter((time) => now - time < windowMs);
    const delay = delaysMs[this.crashes.length];
    this.crashes.push(now);
    return delay;
  }

  reset(): void {
    this.crashes = [];
  }
}
