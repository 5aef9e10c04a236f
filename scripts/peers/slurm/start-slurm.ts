import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import { findFreePort } from '../../processes/free-port';
import { waitUntil } from '../../processes/wait-until';
import { type Had, type Unpacked, unpackDebian } from '../debian/unpack-debian';
import { openPeerCache } from '../places';

/** A real slurmctld with no slurmd behind it, and slurmrestd in front: nodes are configured, jobs only wait. */
export interface Slurm {
  endpoint: string;
  /** Signed by the cluster's own key, for `user`. */
  token: string;
  user: string;
  /** Runs one of Slurm's commands, such as `scontrol`, and answers what it printed. */
  command(name: string, ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

const packages = [
  'slurmctld',
  'slurmrestd',
  'slurm-client',
  'slurm-wlm-basic-plugins',
  'slurm-wlm-jwt-plugin',
  'munge',
  'libmunge2',
  'libhttp-parser2.9',
  'libjwt0',
  'libb64-0d',
];
const host = '127.0.0.1';
const startsWithinMs = 60_000;

/** Debian's Slurm, or why it is not to be had. */
export async function findSlurm(): Promise<Had<Unpacked>> {
  if (process.getuid?.() !== 0) return { missing: 'slurmctld and slurmrestd run here as two users, which takes root' };
  const found = await unpackDebian(packages, openPeerCache);
  if ('missing' in found) return found;
  const programs = join(found.had.root, 'usr', 'sbin');
  // It takes itself for a daemon, and so loads the plugin for tokens, only under this name.
  if (!existsSync(join(programs, 'slurmctld'))) await symlink('slurmctld-wlm', join(programs, 'slurmctld'));
  return found;
}

/** Starts munged, slurmctld and slurmrestd with `nodes` and `partitions` as slurm.conf writes them. */
export async function startSlurm({ root, env }: Unpacked, configuration: readonly string[]): Promise<Slurm> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-slurm-'));
  await chmod(folder, 0o755);
  const config = await configure(folder, root, configuration);
  const sbin = join(root, 'usr', 'sbin');
  const options = { env: { ...env, SLURM_CONF: config.file }, reject: false, stdio: 'ignore', cleanup: true } as const;
  const running = [
    execa(join(sbin, 'munged'), ['--foreground', '--force', ...config.munge], options),
    execa(join(sbin, 'slurmctld'), ['-D', '-f', config.file], options),
  ];
  const stop = async () => {
    for (const process of running.toReversed()) {
      process.kill();
      await process;
    }
    await rm(folder, { recursive: true, force: true });
  };
  const command = async (name: string, ...args: string[]) =>
    (await execa(join(root, 'usr', 'bin', name), args, { env: options.env })).stdout;
  try {
    let token = '';
    const ready = async () => {
      const said = await command('scontrol', 'token', 'lifespan=7200').catch(() => '');
      token = /^SLURM_JWT=(\S+)$/m.exec(said)?.[1] ?? '';
      return token !== '';
    };
    await waitUntil('slurmctld', ready, startsWithinMs);
    const endpoint = `http://${host}:${config.restPort}`;
    const front = ['-u', 'nobody', '-g', 'nogroup', '-f', config.file, '-s', 'openapi/v0.0.38', '-a', 'rest_auth/jwt'];
    running.push(
      execa(join(sbin, 'slurmrestd'), [...front, `${host}:${config.restPort}`], {
        ...options,
        env: { ...options.env, SLURM_JWT: 'daemon' },
      }),
    );
    const user = 'root';
    const headers = { 'x-slurm-user-name': user, 'x-slurm-user-token': token };
    const answers = async () => {
      const response = await fetch(`${endpoint}/slurm/v0.0.38/ping`, { headers }).catch(() => null);
      await response?.body?.cancel();
      return response?.ok === true;
    };
    await waitUntil('slurmrestd', answers, startsWithinMs);
    return { endpoint, token, user, command, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function configure(folder: string, root: string, configuration: readonly string[]) {
  const [controlPort, daemonPort, restPort] = [await freePort(16_817), await freePort(16_917), await freePort(17_017)];
  const at = (...parts: string[]) => join(folder, ...parts);
  await mkdir(at('spool'));
  await mkdir(at('munge'), { mode: 0o700 });
  await writeFile(at('munge.key'), randomBytes(1024), { mode: 0o400 });
  await writeFile(at('jwt.key'), randomBytes(32), { mode: 0o600 });
  const file = at('slurm.conf');
  const lines = [
    'ClusterName=peer',
    `SlurmctldHost=localhost(${host})`,
    `SlurmctldPort=${controlPort}`,
    `SlurmdPort=${daemonPort}`,
    'SlurmUser=root',
    'AuthType=auth/munge',
    `AuthInfo=socket=${at('munge', 'socket')}`,
    'AuthAltTypes=auth/jwt',
    `AuthAltParameters=jwt_key=${at('jwt.key')}`,
    `StateSaveLocation=${at('spool')}`,
    `SlurmctldPidFile=${at('slurmctld.pid')}`,
    `PluginDir=${join(root, 'usr', 'lib', 'x86_64-linux-gnu', 'slurm-wlm')}`,
    'SelectType=select/cons_tres',
    'ProctrackType=proctrack/pgid',
    'TaskPlugin=task/none',
    'ReturnToService=2',
    // No slurmd runs: without this every node would be called down.
    'SlurmdTimeout=0',
    ...configuration,
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const munge = [
    'key-file=munge.key',
    'socket=munge/socket',
    'pid-file=munge/pid',
    'log-file=munge/log',
    'seed-file=munge/seed',
  ];
  return { file, restPort, munge: munge.map((pair) => `--${pair.replace('=', `=${folder}/`)}`) };
}

async function freePort(from: number): Promise<number> {
  const port = await findFreePort(from, host);
  if (port === null) throw new PlainError('There is no free port for Slurm.');
  return port;
}
