import { expect, test } from 'vitest';
import { ofDayNumber, toDayNumber } from './calendar';
import type { SeenNode } from './distinct-nodes';
import { KnownMachines } from './known-machines';

const listing = (node: string, name: string, parts: Partial<SeenNode> = {}): SeenNode => ({
  day: '2025-01-01',
  node,
  provider: node.startsWith('kubernetes/') ? 'kubernetes' : 'slurm',
  site: 'munich',
  name,
  nativeId: `hall/${name}`,
  gpuModel: 'NVIDIA H100',
  gpuCount: 8,
  gpuMilliwatts: null,
  team: null,
  owner: null,
  machineType: null,
  ...parts,
});

/** The names listed and missing on each of some days. */
function follow(...days: SeenNode[][]) {
  const dated = days.map((listings, index) =>
    listings.map((each) => ({ ...each, day: ofDayNumber(toDayNumber('2025-01-01') + index) })),
  );
  const firstDays = new Map(dated.toReversed().flatMap((each) => each.map(({ node, day }) => [node, day] as const)));
  const machines = new KnownMachines<SeenNode>('munich', firstDays);
  return dated.map((listings) => {
    const { listed, absent } = machines.see(listings);
    return [listed.map(({ name }) => name), absent.map(({ name }) => name)];
  });
}

test('a machine that is listed twice is one, with the greatest count anybody knows', () => {
  const { listed } = new KnownMachines<SeenNode>('munich', new Map()).see([
    listing('s/1', 'dgx-1', { gpuModel: null, gpuCount: null, team: 'vision' }),
    listing('kubernetes/1', 'DGX-1.hall', { gpuCount: 4 }),
    listing('s2/1', 'dgx-1', { gpuCount: 8 }),
    listing('s/2', 'dgx-2'),
    listing('s2/2', 'dgx-2', { gpuModel: null, gpuCount: 0 }),
  ]);
  expect(listed.map(({ node, cardGpus, team }) => [node, cardGpus, team])).toEqual([
    ['kubernetes/1', 8, 'vision'],
    ['s/2', 8, null],
  ]);
});

test('what the GPUs of a machine drew is told with their count, whoever listed it', () => {
  const drawn = (...listings: SeenNode[]) =>
    new KnownMachines<SeenNode>('munich', new Map()).see(listings).listed.map((each) => each.gpuMilliwatts);
  const none = { gpuModel: null, gpuCount: null, gpuMilliwatts: null };
  const measured = { gpuMilliwatts: 5_000n };
  expect(drawn(listing('s/1', 'dgx-1', none), listing('s2/1', 'dgx-1', measured))).toEqual([5_000n]);
  expect(drawn(listing('s/1', 'dgx-1', { gpuMilliwatts: null }), listing('s2/1', 'dgx-1', measured))).toEqual([5_000n]);
  const fewer = { gpuCount: 4, gpuMilliwatts: 2_000n };
  expect(drawn(listing('s/1', 'dgx-1', fewer), listing('s2/1', 'dgx-1', { gpuMilliwatts: null }))).toEqual([null]);
});

test('nodes of one name in two clusters of Kubernetes are two, and one that joined anew is one', () => {
  const other = { nativeId: 'other hall/dgx-1' };
  expect(
    follow([
      listing('kubernetes/1', 'dgx-1'),
      listing('kubernetes/2', 'dgx-1', other),
      listing('kubernetes/3', 'dgx-1'),
      listing('s/1', 'dgx-1'),
    ]),
  ).toEqual([[['dgx-1', 'dgx-1'], []]]);
  expect(follow([listing('kubernetes/1', 'dgx-1')], [listing('kubernetes/2', 'dgx-1')], [])).toEqual([
    [['dgx-1'], []],
    [['dgx-1'], []],
    [[], ['dgx-1']],
  ]);
});

test('a machine of a cluster that was built anew under another name is the one it was', () => {
  const old = listing('kubernetes/1', 'dgx-1', { nativeId: 'old/dgx-1' });
  const anew = listing('kubernetes/2', 'dgx-1', { nativeId: 'new/dgx-1' });
  expect(follow([old], [anew], [])).toEqual([
    [['dgx-1'], []],
    [['dgx-1'], []],
    [[], ['dgx-1']],
  ]);
  expect(follow([old], [old, anew], [anew]).at(-1)).toEqual([['dgx-1'], []]);
  expect(follow([old, anew], [anew]).at(-1)).toEqual([['dgx-1'], ['dgx-1']]);
  // One that is listed beside it, also by another identifier, is not taken over, and neither is one that it stood beside.
  const oldAgain = listing('kubernetes/3', 'dgx-1', { nativeId: 'old/dgx-1' });
  expect(follow([old], [anew, oldAgain], []).at(-1)).toEqual([[], ['dgx-1', 'dgx-1']]);
  const machines = new KnownMachines<SeenNode>('munich', new Map([['kubernetes/2', '2025-01-01']]));
  machines.see([{ ...old, day: '2025-01-02' }]);
  expect(machines.see([{ ...anew, day: '2025-01-03' }]).absent).toHaveLength(1);
});

test('a machine that is not listed is missing until it comes back, under whatever identifier', () => {
  expect(
    follow(
      [listing('s/1', 'dgx-1'), listing('kubernetes/1', 'dgx-1.hall')],
      [],
      [listing('s/1', 'dgx-1')],
      [listing('kubernetes/9', 'dgx-1.hall')],
    ),
  ).toEqual([
    [['dgx-1.hall'], []],
    [[], ['dgx-1.hall']],
    [['dgx-1'], []],
    [['dgx-1.hall'], []],
  ]);
});

test('a machine that stands elsewhere, or is called otherwise, is not missing', () => {
  expect(
    follow(
      [listing('kubernetes/1', 'dgx-1'), listing('kubernetes/2', 'dgx-2')],
      [listing('kubernetes/1', 'dgx-1', { site: 'oslo' }), listing('kubernetes/2', 'renamed')],
      [],
    ),
  ).toEqual([
    [['dgx-1', 'dgx-2'], []],
    [['renamed'], []],
    [[], ['renamed']],
  ]);
});

test('a machine keeps the devices that were counted in it while none are told', () => {
  const machines = new KnownMachines<SeenNode>('munich', new Map());
  const counts = [8, 0, null, 4].map((gpuCount) => {
    const gpuModel = gpuCount === null || gpuCount === 0 ? null : 'NVIDIA H100';
    const [machine] = machines.see([listing('s/1', 'dgx-1', { gpuModel, gpuCount })]).listed;
    return [machine?.gpuCount, machine?.cardModel, machine?.cardGpus];
  });
  expect(counts).toEqual([
    [8, 'NVIDIA H100', 8],
    [0, 'NVIDIA H100', 8],
    [null, 'NVIDIA H100', 8],
    [4, 'NVIDIA H100', 4],
  ]);
  const cpu = new KnownMachines<SeenNode>('munich', new Map());
  const [unknown] = cpu.see([listing('s/1', 'a', { gpuModel: null, gpuCount: null })]).listed;
  const [none] = cpu.see([listing('s/1', 'a', { gpuModel: null, gpuCount: 0 })]).listed;
  expect([unknown?.cardModel, none?.cardModel]).toEqual([null, '']);
});
