import { createHash, randomBytes } from 'node:crypto';
import type { BlobContainer } from '@/lib/providers/azure/blobs/blob-container';
import { listBlobs } from '@/lib/providers/azure/blobs/list-blobs';
import type { StoredBlob } from '@/lib/providers/azure/blobs/parse-listing';
import { rangeBytes, readBlob } from '@/lib/providers/azure/blobs/read-blob';
import { forEachBounded } from '@/lib/providers/contract/concurrency/for-each-bounded';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import type { Counts } from '../../counts/counts';
import { type Bench, type Check, secret, withContainer } from './bench';
import { compareBills } from './compare-bills';
import { compareTroubles } from './compare-troubles';
import { type ContainerWriter, writeTo } from './fill-container';
import { createClient } from './send';
import { startAzurite } from './start-azurite';
import { startDirectory } from './start-directory';

const scope = 'https://storage.azure.com/.default';
const largeBytes = 40 * 2 ** 20 + 12_345;
const partCount = 5_200;
/** Whatever a name may hold that URL, XML or percent encoding would change. */
const oddNames = [
  'odd/with space.csv',
  'odd/ünïcödé/日本語/🚀.csv',
  'odd/a&b&amp;c.csv',
  'odd/100%.csv',
  'odd/50%20off.csv',
  'odd/#1?x=y.csv',
  'odd/plus+semi;comma,(1)!~*.csv',
  `odd/quote'".csv`,
  'odd/x<y>z.csv',
  'odd/ leading and trailing ',
  'odd/nested/deep/er/20261101-20261130/manifest.json',
];

/**
 * Fills a container of a real Azurite and compares what Millwright lists and reads with what was uploaded, signed in with
 * tokens that Azurite checks; then spoils one thing after another, and reads bills. Each blob and trouble counts as one test.
 */
export async function compareWithAzurite(script: string): Promise<Counts> {
  const authority = await createAuthority(new Date());
  const ca = authority.certificate;
  const identity = await issueLoopbackIdentity(authority, new Date());
  const directory = await startDirectory(identity, secret);
  const client = createClient(ca);
  try {
    const azurite = await startAzurite(script, identity, ca);
    try {
      const { accountUrl } = azurite;
      const token = await directory.issue(scope, 'none');
      const writer = writeTo(client.send, `${accountUrl}/exports`, token);
      await writer.create();
      const counts = await compare({ writer, directory, accountUrl, ca });
      return { ...counts, skipped: 0 };
    } finally {
      await azurite.stop();
    }
  } finally {
    client.close();
    directory.stop();
  }
}

async function compare(bench: Bench): Promise<{ passed: number; failed: number }> {
  const uploaded = await fill(bench.writer);
  const faults: string[] = [];
  let passed = 0;
  const check = (what: string, problem: string | null) => {
    if (problem === null) passed += 1;
    else faults.push(`${what}: ${problem}`);
  };
  await compareListings(bench, uploaded, check);
  await compareContents(bench, uploaded, check);
  await compareTroubles(bench, check);
  await compareBills(bench, check);
  for (const fault of faults.slice(0, 20)) console.error(`Azurite: ${fault}`);
  console.log(`Azurite: ${passed} of ${passed + faults.length} as uploaded`);
  return { passed, failed: faults.length };
}

interface Uploaded {
  blob: StoredBlob;
  content: Uint8Array;
}

async function fill(writer: ContainerWriter): Promise<Map<string, Uploaded>> {
  const uploaded = new Map<string, Uploaded>();
  const put = async (name: string, content: Uint8Array) => {
    uploaded.set(name, { blob: await writer.put(name, content), content });
  };
  const parts = Array.from({ length: partCount }, (_, index) => `parts/part-${String(index).padStart(5, '0')}.csv`);
  await forEachBounded([...parts, ...oddNames], 16, (name) => put(name, Buffer.from(`BilledCost\n${name}\n`)));
  await put('empty.csv', new Uint8Array());
  await put('large/whole.parquet', randomBytes(largeBytes));
  const content = randomBytes(9_000_000);
  const blob = await writer.putInBlocks('large/in blocks.csv.gz', content, 4_000_000);
  uploaded.set(blob.name, { blob, content });
  return uploaded;
}

async function compareListings(bench: Bench, uploaded: Map<string, Uploaded>, check: Check): Promise<void> {
  await withContainer(bench, async (container) => {
    const { items, fault } = await listBlobs(container, { prefix: '', pageSize: 700 });
    check('listing in pages of 700', fault?.message ?? null);
    const listed = new Map(items.map((blob) => [blob.name, blob]));
    for (const [name, { blob }] of uploaded) check(`"${name}"`, findDifference(blob, listed.get(name)));
    for (const { name } of items) if (!uploaded.has(name)) check(`"${name}"`, 'listed, though never uploaded');
    const pages = Math.ceil(uploaded.size / 700);
    const asked = container.context.session.calls.counts().find(({ operation }) => operation.endsWith('ListBlobs'));
    check('pages of 700', asked?.attempts === pages ? null : `${pages} expected, ${asked?.attempts} asked for`);
  });
  await withContainer(bench, async (container) => {
    const whole = await listBlobs(container, { prefix: '' });
    check('listing in the largest pages', whole.fault?.message ?? toCountProblem(uploaded.size, whole.items.length));
    for (const prefix of ['odd/', 'odd/nested/', 'odd/ünï', 'odd/100%', 'large/', 'nothing/']) {
      const { items, fault } = await listBlobs(container, { prefix });
      const wanted = [...uploaded.keys()].filter((name) => name.startsWith(prefix));
      check(`listing under "${prefix}"`, fault?.message ?? toCountProblem(wanted.length, items.length));
    }
  });
}

const toCountProblem = (wanted: number, found: number) =>
  wanted === found ? null : `${found} blobs, where ${wanted} are`;

function findDifference(uploaded: StoredBlob, listed: StoredBlob | undefined): string | null {
  if (listed === undefined) return 'not listed';
  const [wanted, found] = [JSON.stringify(uploaded), JSON.stringify(listed)];
  return wanted === found ? null : `uploaded as ${wanted}, listed as ${found}`;
}

async function compareContents(bench: Bench, uploaded: Map<string, Uploaded>, check: Check): Promise<void> {
  const names = [...uploaded.keys()].filter((name) => !name.startsWith('parts/') || name.endsWith('00.csv'));
  await withContainer(bench, async (container) => {
    for (const name of names) {
      const { blob, content } = uploaded.get(name) ?? {};
      if (blob === undefined || content === undefined) throw new Error(`${name} was never uploaded.`);
      const [wanted, found] = [digest(content), await digestOf(container, blob)];
      check(`content of "${name}"`, wanted === found ? null : `SHA-256 ${wanted}, read as ${found}`);
    }
  });
  await withContainer(bench, async (container) => {
    const large = uploaded.get('large/whole.parquet');
    if (large === undefined) throw new Error('The large blob was never uploaded.');
    await digestOf(container, large.blob);
    const ranges = Math.ceil(largeBytes / rangeBytes);
    const asked = container.context.session.calls.counts().find(({ operation }) => operation.endsWith('GetBlob'));
    check(
      'ranges of the large blob',
      asked?.attempts === ranges ? null : `${ranges} expected, ${asked?.attempts} read`,
    );
  });
}

const digest = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

async function digestOf(container: BlobContainer, blob: StoredBlob): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readBlob(container, blob)) hash.update(chunk);
  return hash.digest('hex');
}
