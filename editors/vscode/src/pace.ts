// How long to wait after a key before the server is asked: as long as its answers take, so that whoever types faster than
// they come does not keep it busy with questions that are out of date.

/** The editor itself waits this long after a key before it asks for ghost text. */
const editorsOwnDelayMs = 50;
const longestDelayMs = 300;
const remembered = 9;

export class Pace {
  private readonly latencies: number[] = [];

  record(milliseconds: number): void {
    this.latencies.push(milliseconds);
    if (this.latencies.length > remembered) this.latencies.shift();
  }

  /** A question that nobody waited for any longer: its answer would have taken at least this long. */
  gaveUpAfter(milliseconds: number): void {
    if (milliseconds > this.median()) this.record(milliseconds);
  }

  /** To wait on top of the editor's own delay. */
  delayMs(): number {
    return Math.min(Math.max(this.median() - editorsOwnDelayMs, 0), longestDelayMs);
  }

  /** Of several answers: one slow one says little of the next. */
  private median(): number {
    const sorted = [...this.latencies].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }
}
