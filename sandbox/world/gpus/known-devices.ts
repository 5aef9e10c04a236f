import type { GpuDevice } from './device';

const known = new Map<string, GpuDevice>();
const mostKept = 60_000;

/**
 * The device of a key, made once: who asks twice gets the same one, with what was worked out of it. Pure all the same,
 * since the key decides what is made.
 */
export function knownDevice(seed: string, key: string, make: () => Omit<GpuDevice, 'seed' | 'key'>): GpuDevice {
  const name = `${seed}\u0000${key}`;
  const found = known.get(name);
  if (found) return found;
  if (known.size >= mostKept) known.clear();
  const device = { seed, key, ...make() };
  known.set(name, device);
  return device;
}
