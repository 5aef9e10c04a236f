import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where peers that took long to get are kept for the next run, whatever checkout it is of. */
export const peerCache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'millwright', 'peers');
