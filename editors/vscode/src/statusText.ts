// What the status bar says of what is known: pure.

export type ServerState =
  | { readonly kind: 'off' | 'starting' | 'running' | 'stopped' | 'missing' }
  | { readonly kind: 'restarting' | 'crashed'; readonly why: string };

/** treewright/status: what the server said last of a document. */
export interface RequestStatus {
  readonly state: 'loading' | 'working' | 'idle';
  readonly reason?: string;
  readonly detail?: string;
  readonly milliseconds?: number;
}

export interface Situation {
  readonly server: ServerState;
  readonly loadingModel: boolean;
  /** 0 to 100 while the workspace is read. */
  readonly indexing: number | undefined;
  readonly request: RequestStatus | undefined;
}

export interface Said {
  readonly text: string;
  readonly tooltip: string;
  readonly isProblem: boolean;
}

interface Explanation {
  /** Empty: not worth a word in the status bar, since it is the case at most places. */
  readonly short: string;
  readonly long: string;
}

const explanations: Readonly<Record<string, Explanation>> = {
  'no-comment': { short: '', long: 'No comment or docstring at the cursor.' },
  'empty-comment': { short: 'the comment says nothing', long: 'The comment says nothing that code could be made from.' },
  'has-code': { short: '', long: 'The comment already has its code; the command "Generate Code from This Comment" replaces it.' },
  'not-a-request': { short: '', long: 'The comment asks for no code here. Ask for code, and an answer comes all the same.' },
  'not-understood': {
    short: 'the comment is not understood',
    long: 'The comment has no words that the model knows: it learned from descriptions in English.',
  },
  'cancelled': { short: '', long: 'The question was out of date before it was answered.' },
  'manual-trigger': { short: '', long: 'Ghost text comes when you ask for it: treewright.trigger is "manual".' },
  'model-missing': { short: 'no model', long: 'The server found no model; its log says where it looked.' },
  'model-loading': { short: 'the model is loading', long: 'The model is still loading.' },
  'nothing-valid': { short: 'nothing valid found', long: 'The model found nothing that is valid here. Other words may help.' },
  'file-excluded': { short: 'this file is excluded', long: 'This file is excluded: nothing is read from it or written to it.' },
  'file-too-large': { short: 'the file is too large', long: 'The file is too large.' },
  'parse-timeout': { short: 'the file takes too long to parse', long: 'The file takes too long to parse.' },
  'out-of-sync': { short: 'close the file and open it again', long: 'The server no longer knows what the editor shows: close the file and open it again.' },
  'unknown-language': { short: 'unknown language', long: 'The server does not know this language.' },
  'code-edited': { short: '', long: 'The code is not as it was generated.' },
  'no-alternative': { short: '', long: 'There is no other code that was generated for this place.' },
  'no-code': { short: '', long: 'There is no code below the comment yet.' },
  'invalid-code': { short: '', long: 'The code cannot be parsed.' },
  'not-this-model': { short: '', long: 'The model could never write this code.' },
  'code-too-long': { short: '', long: 'The code is too long.' },
  'cursor-elsewhere': { short: 'the cursor is inside the comment', long: 'There is code, but it goes below: put the cursor at the end of the comment.' },
};

function explanationOf(reason: string): Explanation {
  return explanations[reason] ?? { short: reason, long: reason };
}

/** Why there is no suggestion, as a sentence. */
export function explain(reason: string): string {
  return explanationOf(reason).long;
}

export function describe(situation: Situation): Said {
  const { server, loadingModel, indexing, request } = situation;
  if (server.kind !== 'running') return describeServer(server);
  if (loadingModel || request?.state === 'loading') return plain('$(loading~spin)', 'loading the model', 'Loading the model.');
  if (request?.state === 'working') return plain('$(loading~spin)', 'working', 'Looking for code.');
  if (indexing !== undefined) {
    return plain('$(loading~spin)', `indexing ${indexing} %`, 'Reading the workspace, so that suggestions know your own code.');
  }
  return describeAnswer(request);
}

function describeServer(server: ServerState): Said {
  switch (server.kind) {
    case 'starting': return plain('$(loading~spin)', 'starting', 'The server is starting.');
    case 'restarting': return problem('$(loading~spin)', 'restarting', `The server is started again: ${server.why}.`);
    case 'crashed': return problem('$(error)', 'stopped', `The server is not started again: ${server.why}. Click to restart it.`);
    case 'missing': return problem('$(warning)', 'no server', 'The treewright program was not found. Click for what to do.');
    case 'stopped': return plain('$(circle-slash)', 'stopped', 'The server is stopped.');
    default: return plain('$(circle-slash)', 'off', 'Off for this language.');
  }
}

function describeAnswer(request: RequestStatus | undefined): Said {
  const took = request?.milliseconds === undefined ? '' : ` Last answer in ${request.milliseconds.toFixed(0)} ms.`;
  if (request?.reason === undefined) return plain('$(sparkle)', '', `Ready.${took}`);
  const { short, long } = explanationOf(request.reason);
  const detail = request.detail === undefined ? '' : ` (${request.detail})`;
  return plain(short === '' ? '$(sparkle)' : '$(circle-slash)', short, `${long}${detail}${took}`);
}

function plain(icon: string, what: string, tooltip: string): Said {
  return { text: what === '' ? `${icon} treewright` : `${icon} treewright: ${what}`, tooltip, isProblem: false };
}

function problem(icon: string, what: string, tooltip: string): Said {
  return { ...plain(icon, what, tooltip), isProblem: true };
}
