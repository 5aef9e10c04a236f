import { createHash } from 'node:crypto';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { BillingFile } from '@/lib/providers/contract/cost';
import type { Provider, ProviderSession } from '@/lib/providers/contract/provider';

/** Bills as read, fit to be compared. */
export interface BillsRead {
  /** `source month file…`, by the SHA-256 of what each file holds, in order. */
  deliveries: string[];
  /** Codes of the gaps, in order. */
  gaps: string[];
  files: BillingFile[];
}

/** Reads all that a provider's bills are, every file of them. */
export async function readBills<Settings, Secret>(
  { cost, title }: Provider<Settings, Secret>,
  session: ProviderSession<Settings, Secret>,
  months: readonly BillingMonth[],
): Promise<BillsRead> {
  if (cost === undefined) throw new Error(`${title} reads no bills.`);
  const read: BillsRead = { deliveries: [], gaps: [], files: [] };
  for await (const step of cost.read(session, months)) {
    if (step.type === 'end') {
      const gaps = step.completeness.complete ? [] : step.completeness.gaps;
      read.gaps.push(...gaps.map(({ code }) => code ?? 'none').sort());
      continue;
    }
    const { source, billingMonth, files } = step.delivery;
    const hashes: string[] = [];
    for (const file of files) hashes.push(await hashFile(file));
    read.files.push(...files);
    read.deliveries.push([source, billingMonth, ...hashes].join(' '));
  }
  read.deliveries.sort();
  return read;
}

/** SHA-256 of what a file holds; throws what reading it throws. */
export async function hashFile(file: BillingFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await file.open()) hash.update(chunk);
  return hash.digest('hex');
}

/** SHA-256 of a content, as `hashFile` gives it. */
export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What was to be read and was not, or the other way round; null when all is as it should be. */
export function findOther(wanted: readonly string[], found: readonly string[]): string | null {
  const [a, b] = [JSON.stringify([...wanted].sort()), JSON.stringify([...found].sort())];
  return a === b ? null : `${a} expected, ${b} read`;
}
