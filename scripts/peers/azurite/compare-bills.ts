import type { BillingSource } from '@/lib/domain/cost/billing-delivery';
import { azureProvider } from '@/lib/providers/azure/provider';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { type BillsRead, findOther, hashFile, hashOf, readBills } from '../read-bills';
import { type Bench, type Check, secret } from './bench';
import { clientId, type Flaw, tenantId } from './start-directory';

const months = ['2026-10', '2026-11'] as const;
const types = { 'azure-focus': 'FocusCost', 'azure-actual': 'ActualCost', 'azure-amortized': 'AmortizedCost' } as const;

/** Writes runs of exports as Azure lays them out, and compares what is read of them; then spoils one thing after another. */
export async function compareBills(bench: Bench, check: Check): Promise<void> {
  const { writer } = bench;
  const write = async (source: keyof typeof types, month: string, run: string, contents: readonly string[]) => {
    const folder = `bills/${source}/${month.replace('-', '')}01-${month.replace('-', '')}30/${run}`;
    const names = contents.map((_, index) => `${folder}/part_${index}_0001.csv.gz`);
    for (const [index, name] of names.entries()) await writer.putInBlocks(name, Buffer.from(contents[index] ?? ''), 3);
    const manifest = {
      blobCount: names.length,
      exportConfig: { exportName: source, resourceId: `/subscriptions/a/exports/${source}`, type: types[source] },
      runInfo: { runId: run, submittedTime: toTime(run), startDate: `${month}-01`, endDate: `${month}-30` },
      blobs: names.map((blobName, index) => ({ blobName, byteCount: contents[index]?.length })),
    };
    await writer.put(`${folder}/manifest.json`, Buffer.from(JSON.stringify(manifest)));
    return { names, expected: toExpected(source, month, contents) };
  };

  await write('azure-focus', '2026-11', '202611190600', ['an older run']);
  const focus = await write('azure-focus', '2026-11', '202611200600', ['one', 'two']);
  const whole = [
    focus.expected,
    (await write('azure-focus', '2026-10', '202611010600', ['three'])).expected,
    (await write('azure-actual', '2026-11', '202611200600', ['four'])).expected,
    (await write('azure-amortized', '2026-11', '202611200600', ['five', 'six', 'seven'])).expected,
  ];
  await write('azure-focus', '2026-08', '202608200600', ['of no month asked for']);
  await withBills(bench, 'none', async ({ deliveries, gaps, files }) => {
    check('bills, file by file', findOther(whole, deliveries));
    check('gaps of bills where all is there', findOther([], gaps));
    const [file] = files.filter(({ name }) => name === focus.names[0]);
    if (file === undefined) throw new Error('The first file of the newest run was not read.');
    await writer.put(file.name, Buffer.from('owt'));
    const thrown = await hashFile(file).then(
      () => 'nothing',
      ({ code }: { code?: string }) => code,
    );
    check('a file of bills replaced after it was named', thrown === 'ConditionNotMet' ? null : `${thrown} thrown`);
  });
  const anew = await write('azure-focus', '2026-11', '202611210600', ['corrected']);
  await withBills(bench, 'none', ({ deliveries }) => {
    check('the newest run of a month', findOther([anew.expected, ...whole.slice(1)], deliveries));
  });
  await writer.remove(anew.names[0] ?? '');
  await withBills(bench, 'none', ({ deliveries, gaps }) => {
    check('a month of which a file is missing', findOther(whole.slice(1), deliveries));
    check('the gap it leaves', findOther(['FilesMissing'], gaps));
  });
  await withBills(bench, 'other-audience', ({ deliveries, gaps }) => {
    const isTold = deliveries.length === 0 && gaps.length === 1;
    check('bills with a token for another', isTold ? null : `${deliveries.length} deliveries, gaps ${gaps.join(', ')}`);
  });
}

function toExpected(source: BillingSource, month: string, contents: readonly string[]): string {
  return [source, month, ...contents.map((content) => hashOf(Buffer.from(content)))].join(' ');
}

/** `2026-11-20T06:00:00Z` of `202611200600`. */
function toTime(run: string): string {
  return run.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:00Z');
}

async function withBills(
  { directory, accountUrl, ca }: Bench,
  flaw: Flaw,
  use: (bills: BillsRead) => void | Promise<void>,
): Promise<void> {
  directory.spoil(flaw);
  const billingExports = [`${accountUrl}/exports/bills`];
  const session = openSession(azureProvider, {
    settings: { tenantId, clientId, endpoint: directory.endpoint, caCertificate: ca, billingExports },
    secret: { clientSecret: secret },
    egressAllow: ['127.0.0.1/32'],
    signal: new AbortController().signal,
    now: () => new Date(),
  });
  try {
    await use(await readBills(azureProvider, session, months));
  } finally {
    session.transport.close();
  }
}
