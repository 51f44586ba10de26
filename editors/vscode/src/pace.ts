// How long to wait after a key before the server is asked. At once, while it answers before the next key comes; where it
// does not, as long as its answers take, so that whoever types faster does not keep it busy with questions that are out of
// date.

/** The editor itself waits this long after a key before it asks for ghost text. */
const editorsOwnDelayMs = 50;
const longestDelayMs = 300;
const remembered = 9;

export class Pace {
  private readonly latencies: number[] = [];
  private isBehind = false;

  /** An answer came in time. */
  answered(milliseconds: number): void {
    this.isBehind = false;
    this.record(milliseconds);
  }

  /** The next key came first: the answer would have taken at least this long. */
  gaveUpAfter(milliseconds: number): void {
    this.isBehind = true;
    if (milliseconds > this.median()) this.record(milliseconds);
  }

  /** To wait on top of the editor's own delay. */
  delayMs(): number {
    if (!this.isBehind) return 0;
    return Math.min(Math.max(this.median() - editorsOwnDelayMs, 0), longestDelayMs);
  }

  private record(milliseconds: number): void {
    this.latencies.push(milliseconds);
    if (this.latencies.length > remembered) this.latencies.shift();
  }

  /** Of several answers: one slow one says little of the next. */
  private median(): number {
    const sorted = [...this.latencies].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
}
