import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { countsAccelerators } from '@/lib/domain/accelerator-count';
import { createClock } from './control/clock';
import type { FaceContext } from './face';
import { loadFace, otherFaceNames } from './faces';
import { type FaceName, FaultSwitchboard } from './faults/fault-switchboard';
import { readTruth } from './world/aws/truth';
import { createWorld } from './world/aws/world';
import { createBillBook } from './world/bills/bill-book';
import { createPlacedGpus, owningFaces } from './world/gpus/placed-gpus';
import type { Truth } from './world/truth';

const seed = 'millwright';
const placedGpus = createPlacedGpus(seed, 1);
const instants = ['2026-11-20T03:10:00Z', '2026-11-21T13:40:00Z', '2026-11-23T20:20:00Z'].map((text) => new Date(text));

async function truthsAt(now: Date): Promise<[FaceName, Truth][]> {
  const realNow = () => now;
  const context: FaceContext = {
    seed,
    scale: 1,
    clock: createClock(realNow),
    faults: new FaultSwitchboard(seed),
    bills: createBillBook(seed, 1),
    realNow,
    caCertificate: '',
    secretFor: (purpose) => createHash('sha256').update(purpose).digest(),
    enforceLimits: false,
  };
  const others = otherFaceNames.map(
    async (name): Promise<[FaceName, Truth]> => [name, (await loadFace(name, context)).truth()],
  );
  return [['aws', readTruth(createWorld({ seed }).at(now))], ...(await Promise.all(others))];
}

/** How many devices there are of each model; each counts once, where it is. */
function countDevices(truths: readonly [FaceName, Truth][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [face, { resources }] of truths) {
    for (const { kind, status, accelerators } of resources) {
      if (!countsAccelerators(kind, status, face)) continue;
      for (const { model, count } of accelerators) counts.set(model, (counts.get(model) ?? 0) + count);
    }
  }
  return counts;
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

test.each(instants)('at scale 1 the factory has about 15,000 resources and 700 to 800 GPUs, as at %s', async (now) => {
  const truths = await truthsAt(now);
  const resources = sum(truths.map(([, truth]) => truth.resources.length));
  expect(resources).toBeGreaterThanOrEqual(14_500);
  expect(resources).toBeLessThanOrEqual(15_500);

  const devices = countDevices(truths);
  const gpus = sum([...devices].filter(([model]) => /^(NVIDIA|AMD) /.test(model)).map(([, count]) => count));
  expect(gpus).toBeGreaterThanOrEqual(700);
  expect(gpus).toBeLessThanOrEqual(800);
  // Racks, the AMD machines and the TPU pools neither come nor go.
  expect(devices.get('NVIDIA GB200')).toBe(2 * 72);
  expect(devices.get('AMD MI300X')).toBe(5 * 8);
  expect(devices.get('Google TPU v5e')).toBe(64);
  const known = /^(NVIDIA|AMD) |^Google TPU v5e$|^AWS (Trainium|Inferentia2)$/;
  expect([...devices.keys()].filter((model) => !known.test(model))).toEqual([]);

  const listed = new Map<string, number>();
  for (const face of owningFaces)
    for (const { device, isListed } of placedGpus[face](now))
      if (isListed) listed.set(device.model, (listed.get(device.model) ?? 0) + 1);
  const withTelemetry = [...devices].filter(([model]) => !model.startsWith('AWS '));
  expect(listed).toEqual(new Map(withTelemetry));

  for (const [face, truth] of truths) {
    const names = new Set(truth.resources.map(({ kind, nativeId }) => `${kind} ${nativeId}`));
    expect(names.size, face).toBe(truth.resources.length);
  }
});
