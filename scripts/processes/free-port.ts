import { createServer } from 'node:net';

/** Whether nobody listens on this port of this address. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => settle(true)));
  });
}

/** A port nobody listens on now: the first free one from `start` on, or null when the next hundred are taken. */
export async function findFreePort(start: number, host: string): Promise<number | null> {
  for (let port = start; port < Math.min(start + 100, 65_536); port += 1) if (await isPortFree(port, host)) return port;
  return null;
}
