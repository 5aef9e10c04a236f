import { execa } from 'execa';
import { PlainError } from '@/lib/cli/plain-error';
import type { Had } from '../debian/unpack-debian';

/** What a link does to packets one way. */
export interface Shape {
  delayMs: number;
  /** Delays are drawn evenly from `delayMs - jitterMs` to `delayMs + jitterMs`. */
  jitterMs: number;
  /** Share of packets lost. */
  loss: number;
}

/** Two sites, each a network namespace, joined by a shaped link; and a way from the near one to this machine. */
export interface Network {
  near: string;
  far: string;
  /** Addresses of the far site. */
  farAddresses: string[];
  /** Where the near site reaches this machine. */
  ownAddress: string;
  close(): Promise<void>;
}

/** By what a link is shaped: the kernel's netem, or a process of ours where the kernel has none. */
export type Shaper = 'netem' | 'tun';

/** Starts a program so that it runs when its time has come, however busy the machine: what is timed must be on time. */
export const promptly = ['chrt', '--fifo', '10'] as const;

const near = 'millwright-near';
const far = 'millwright-far';
const uplink = ['mw-up0', 'mw-up1'] as const;
const link = ['mw-way0', 'mw-way1'] as const;
const farHosts = Array.from({ length: 30 }, (_, index) => `10.213.1.${index + 10}`);

/** Whether this machine lets us join namespaces by such a link, or why not. */
export async function findShaper(shaper: Shaper): Promise<Had<Shaper>> {
  if (process.getuid?.() !== 0) return { missing: 'only root may make network namespaces' };
  if ((await tried(promptly[0], ...promptly.slice(1), 'true')) !== null)
    return { missing: 'nothing may be run promptly' };
  if ((await tried('ip', 'netns', 'add', near)) !== null)
    return { missing: 'this machine makes no network namespaces' };
  try {
    if (shaper === 'tun') {
      const missing = (await tried('test', '-c', '/dev/net/tun')) ?? (await tried('python3', '--version'));
      return missing === null ? { had: shaper } : { missing: 'it takes /dev/net/tun and python3' };
    }
    const device = ['-n', near, 'link', 'add', link[0], 'type', 'veth', 'peer', 'name', link[1]];
    if ((await tried('ip', ...device)) !== null) return { missing: 'the kernel has no veth' };
    const netem = await tried('tc', '-n', near, 'qdisc', 'add', 'dev', link[0], 'root', 'netem', 'delay', '1ms');
    return netem === null ? { had: shaper } : { missing: 'the kernel has no netem' };
  } finally {
    await tried('ip', 'netns', 'del', near);
  }
}

/** Makes the network; `close` takes all of it away. */
export async function makeNetwork(shaper: Shaper, shape: Shape): Promise<Network> {
  let shaping: { stop(): Promise<void> } | null = null;
  const close = async () => {
    await shaping?.stop();
    for (const namespace of [near, far]) await tried('ip', 'netns', 'del', namespace);
    await tried('ip', 'link', 'del', uplink[0]);
  };
  try {
    for (const namespace of [near, far]) await ip('netns', 'add', namespace);
    await ip('link', 'add', uplink[0], 'type', 'veth', 'peer', 'name', uplink[1], 'netns', near);
    await ip('addr', 'add', '10.213.0.1/30', 'dev', uplink[0]);
    await ip('link', 'set', uplink[0], 'up');
    await ip('-n', near, 'addr', 'add', '10.213.0.2/30', 'dev', uplink[1]);
    await ip('-n', near, 'link', 'set', uplink[1], 'up');
    shaping = shaper === 'netem' ? await joinByNetem(shape) : await joinByTun(shape);
    await ip('-n', near, 'addr', 'add', '10.213.1.1/24', 'dev', link[0]);
    for (const host of farHosts) await ip('-n', far, 'addr', 'add', `${host}/24`, 'dev', link[1]);
    for (const [namespace, device] of [
      [near, link[0]],
      [far, link[1]],
      [near, 'lo'],
      [far, 'lo'],
    ] as const)
      await ip('-n', namespace, 'link', 'set', device, 'up');
    return { near, far, farAddresses: farHosts, ownAddress: '10.213.0.1', close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function joinByNetem({ delayMs, jitterMs, loss }: Shape) {
  await ip('-n', near, 'link', 'add', link[0], 'type', 'veth', 'peer', 'name', link[1], 'netns', far);
  const netem = ['netem', 'limit', '10000', 'delay', `${delayMs}ms`, `${jitterMs}ms`, 'loss', `${loss * 100}%`];
  await execa('tc', ['-n', near, 'qdisc', 'add', 'dev', link[0], 'root', ...netem]);
  return { stop: async () => undefined };
}

async function joinByTun({ delayMs, jitterMs, loss }: Shape) {
  const script = `${import.meta.dirname}/shaped_link.py`;
  const shape = [delayMs, jitterMs, loss].map(String);
  const child = execa(promptly[0], [...promptly.slice(1), 'python3', script, near, link[0], far, link[1], ...shape], {
    reject: false,
  });
  await firstLine(child.stdout, 'the shaped link');
  return {
    async stop() {
      child.kill('SIGTERM');
      const { stderr } = await child;
      console.log(`The shaped link ${stderr.trim()} packets.`);
    },
  };
}

/** Waits for a process of ours to say its first line. */
export function firstLine(stream: NodeJS.ReadableStream | null, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stream === null) return reject(new PlainError(`${what} says nothing.`));
    stream.once('data', () => resolve());
    stream.once('end', () => reject(new PlainError(`${what} ended before it was ready.`)));
  });
}

async function ip(...args: string[]): Promise<void> {
  await execa('ip', args);
}

/** What went wrong; null: nothing. */
async function tried(program: string, ...args: string[]): Promise<string | null> {
  const { failed, stderr } = await execa(program, args, { reject: false });
  return failed ? String(stderr) || 'it fails' : null;
}
