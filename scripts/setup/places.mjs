import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The Node that everything but these set-up scripts runs under; there once packages are installed. */
export const projectNode = join(root, 'node_modules', '.bin', 'node');

/** Where set-up remembers what it has done; goes with node_modules. */
export const stampFolder = join(root, 'node_modules', '.cache', 'millwright');
