import { type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { execa } from 'execa';

/** How PostgreSQL's programs run: as ourselves, or, since they refuse root, as the account `postgres`. */
export interface PostgresAccount {
  /** The account that owns the cluster's files; null when it is our own. */
  owner: { uid: number; gid: number } | null;
  /** Runs one program to its end. Rejects, with its output, when it fails. */
  run(program: string, args: string[], signal?: AbortSignal): Promise<string>;
}

const accountName = 'postgres';

/**
 * The account to run PostgreSQL under, made if root and absent. `folders` are what it must be able to enter: below a
 * private folder such as /root it is given leave to pass, and nothing else of root's.
 */
export async function choosePostgresAccount(folders: string[]): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return { owner: null, run: (program, args) => runProgram(program, args, {}) };
  const owner = (await findAccount()) ?? (await createAccount());
  if (folders.every(isOpenToOthers))
    return { owner, run: (program, args) => runProgram(program, args, { uid: owner.uid, gid: owner.gid, cwd: '/' }) };
  const prefix = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    // Without it access(2) drops the capability again, and PostgreSQL asks access(2) before it starts its programs.
    '--securebits=+no_setuid_fixup',
  ];
  return { owner, run: (program, args) => runProgram('setpriv', [...prefix, program, ...args], { cwd: '/' }) };
}

interface ProgramOptions {
  uid?: number;
  gid?: number;
  cwd?: string;
}

async function runProgram(program: string, args: string[], options: ProgramOptions): Promise<string> {
  // pg_ctl leaves the server running behind it: pipes it inherited would never close, so output goes to the log file.
  const { stdout } = await execa(program, args, {
    ...options,
    stdin: 'ignore',
    env: { LC_ALL: 'C', LC_MESSAGES: 'C' },
    timeout: 120_000,
  });
  return stdout;
}

async function findAccount(): Promise<{ uid: number; gid: number } | null> {
  const [user, group] = await Promise.all(
    ['-u', '-g'].map((flag) => execa('id', [flag, accountName], { reject: false })),
  );
  if (user?.exitCode !== 0 || group?.exitCode !== 0) return null;
  return { uid: Number(user.stdout), gid: Number(group.stdout) };
}

async function createAccount(): Promise<{ uid: number; gid: number }> {
  const made = await execa('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', accountName], {
    reject: false,
  });
  const account = made.exitCode === 0 ? await findAccount() : null;
  if (account === null)
    throw new Error(
      `PostgreSQL refuses to run as root and the account "${accountName}" could not be made: run Millwright as another user, or set DATABASE_URL.`,
      { cause: made },
    );
  return account;
}

function isOpenToOthers(path: string): boolean {
  const entry: Stats = statSync(path);
  const parent = dirname(path);
  return (entry.mode & 0o001) !== 0 && (parent === path || isOpenToOthers(parent));
}
