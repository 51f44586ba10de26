// Where the server program is.
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

const name = process.platform === 'win32' ? 'treewright.exe' : 'treewright';

export interface Found {
  /** Undefined where there is none. */
  readonly program: string | undefined;
  /** For people. */
  readonly lookedIn: string;
}

/** A path that the user has configured is the only one that counts; else PATH, and where installers put programs. */
export function findProgram(configured: string, environment: NodeJS.ProcessEnv = process.env): Found {
  if (configured !== '') {
    const path = configured.replace(/^~(?=[/\\])/, homedir());
    return { program: isProgram(path) ? path : undefined, lookedIn: configured };
  }
  // An editor that was started from a desktop often has a shorter PATH than a terminal.
  const folders = [...(environment['PATH'] ?? '').split(delimiter), join(homedir(), '.local', 'bin'), '/usr/local/bin'];
  const program = folders.filter((folder) => isAbsolute(folder)).map((folder) => join(folder, name)).find(isProgram);
  return { program, lookedIn: 'PATH' };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
