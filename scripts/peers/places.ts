import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where peers that took long to get are kept for the next run, whatever checkout it is of. */
export const peerCache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'millwright', 'peers');

/** The same for programs that run as another user, to whom a home is closed. */
export const openPeerCache = join(tmpdir(), 'millwright-peers');
