import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Address } from '@/lib/domain/egress/address';
import type { AddressClass } from '@/lib/domain/egress/classify-address';
import type { ProbeFault } from '@/lib/domain/probe/probe';
import { parseAddress } from '@/lib/providers/contract/egress/parse-address';

/** Says why an address may not be dialled; null: it may. */
export type RefuseAddress = (address: Address) => AddressClass | null;

/** The address a host is dialled at, or why it is not. What is judged is what is dialled: the name is not looked up again. */
export async function resolveHost(
  host: string,
  withinMs: number,
  refuse: RefuseAddress,
): Promise<{ address: string } | { fault: ProbeFault }> {
  // Addresses need no thread that looks names up, which a slow name may hold.
  const address = isIP(host) === 0 ? await findAddress(host, withinMs) : host;
  if (address === null) return { fault: 'name-unknown' };
  const bytes = parseAddress(address);
  return bytes === null || refuse(bytes) !== null ? { fault: 'address-refused' } : { address };
}

async function findAddress(host: string, withinMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, withinMs, null);
  });
  try {
    const found = await Promise.race([lookup(host), late]);
    return found === null ? null : found.address;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
