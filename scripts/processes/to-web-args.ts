/** Longer than load balancers keep an idle connection (a minute, as a rule): else they use one that was just closed. */
const keepAliveMs = 75_000;

/** How `next` is told to serve the console. */
export function toWebArgs(port: number, host: string): string[] {
  return ['start', '--port', String(port), '--hostname', host, '--keepAliveTimeout', String(keepAliveMs)];
}
