import { ConfigError } from '@/lib/config/config-error';

/** SQLSTATE: connection lost, out of resources, shutting down, lock not to be had, statement cut short, read-only. */
const sqlStates = /^(08...|53...|57P0.|57014|55P03|25006|40001|40P01)$/;
/** Prisma: unreachable, timed out, connection closed, pool exhausted, transaction not started or in conflict. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034']);
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

/** Whether an error means that the database or the configuration is not there, rather than that our code is wrong. */
export function isUnavailable(error: unknown): boolean {
  for (const link of errorChain(error)) {
    if (link instanceof ConfigError) return true;
    for (const code of codesOf(link))
      if (sqlStates.test(code) || prismaCodes.has(code) || socketCodes.has(code)) return true;
  }
  return false;
}

/** An error and what caused it: drivers wrap the server's own error in `cause`, Prisma in `meta.driverAdapterError`. */
function errorChain(error: unknown): object[] {
  const chain: object[] = [];
  const open = [error];
  while (open.length > 0 && chain.length < 10) {
    const next = open.shift();
    if (typeof next !== 'object' || next === null || chain.includes(next)) continue;
    chain.push(next);
    if ('cause' in next) open.push(next.cause);
    if ('meta' in next) open.push(next.meta);
    if ('driverAdapterError' in next) open.push(next.driverAdapterError);
    if (next instanceof AggregateError) open.push(...next.errors);
  }
  return chain;
}

function codesOf(link: object): string[] {
  const codes = ['code' in link ? link.code : null, 'originalCode' in link ? link.originalCode : null];
  return codes.filter((code) => typeof code === 'string');
}
