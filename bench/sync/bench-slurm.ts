import { createHmac } from 'node:crypto';
import type { InventoryItem } from '@/lib/domain/resource';
import { openSession } from '@/lib/providers/contract/session/open-session';
import { loadProvider } from '@/lib/providers/registry';
import { createAuthority, issueLoopbackIdentity } from '@/sandbox/authority/authority';
import { createClock } from '@/sandbox/control/clock';
import type { ConnectionFacts } from '@/sandbox/face';
import { FaultSwitchboard } from '@/sandbox/faults/fault-switchboard';
import { createSlurmFace } from '@/sandbox/slurm/face';
import { createFaceServer } from '@/sandbox/wire/create-face-server';
import { close, listen } from '@/sandbox/wire/listen';
import { createBillBook } from '@/sandbox/world/bills/bill-book';
import { type HallMachine, planHall } from '@/sandbox/world/hall/hall';
import { type Measurement, measure } from '../measure';

const nodes = 2_000;
const seed = 'bench';
const reads = 5;
const bar = { atMost: 5_000 };

/** One whole read of a large Slurm cluster. The simulated controller answers from this very process, so its work counts too. */
export async function benchSlurm(): Promise<Measurement[]> {
  const realNow = () => new Date();
  const clock = createClock(realNow);
  clock.hold();
  const authority = await createAuthority(realNow());
  const face = createSlurmFace(
    {
      seed,
      scale: 1,
      clock,
      faults: new FaultSwitchboard(seed),
      bills: createBillBook(seed, 1),
      realNow,
      caCertificate: authority.certificate,
      secretFor: (purpose) => createHmac('sha256', seed).update(purpose).digest(),
    },
    planNodes(),
  );
  const server = createFaceServer(face.title, await issueLoopbackIdentity(authority, realNow()), face.answer);
  try {
    const origin = `https://127.0.0.1:${await listen(server, 0)}`;
    const [facts] = face.connections(origin);
    if (facts === undefined) throw new RangeError('The face named no connection.');
    const items = await readOnce(facts);
    const machines = items.filter(({ kind }) => kind === 'cluster-node');
    const accelerators = machines.flatMap((node) => node.accelerators ?? []).reduce((sum, { count }) => sum + count, 0);
    const name = `one read of ${machines.length} nodes, ${accelerators} GPUs, ${items.length} resources`;
    return [await measure(name, reads, () => readOnce(facts), bar)];
  } finally {
    await close(server);
  }
}

/** As many machines as one of the hall's, eight GPUs each. */
function planNodes(): HallMachine[] {
  const model = planHall(seed, 1).find(
    ({ scheduler, accelerators }) => scheduler === 'slurm' && accelerators.length > 0,
  );
  if (model === undefined) throw new RangeError('The hall has no Slurm node with accelerators.');
  return Array.from({ length: nodes }, (_, index) => ({
    ...model,
    hostname: `dgx-s-${String(index + 1).padStart(4, '0')}`,
    address: `10.101.${Math.floor(index / 250)}.${(index % 250) + 1}`,
  }));
}

async function readOnce({ settings, secret }: ConnectionFacts): Promise<InventoryItem[]> {
  const provider = await loadProvider('slurm');
  if (provider.inventory === undefined) throw new RangeError('Slurm has no inventory.');
  const session = openSession(provider, {
    settings,
    secret,
    egressAllow: ['127.0.0.1/32'],
    signal: AbortSignal.timeout(120_000),
    now: () => new Date(),
  });
  const items: InventoryItem[] = [];
  try {
    for await (const read of provider.inventory.read(session))
      if (read.type === 'scope') items.push(...read.result.items);
  } finally {
    session.transport.close();
  }
  return items;
}
