import { type MemoryPart, memoryParts } from './dcgm-fields';
import { DevicePoints } from './device-points';

/** What the parts of one device's memory add up to, in bytes. */
export interface DeviceMemory {
  device: Record<string, string>;
  total: Map<number, number>;
}

/** The parts of devices' memory, to be added up where no total is served. */
export class MemoryParts {
  readonly #devices = new Map<string, { device: Record<string, string>; byPart: Map<MemoryPart, DevicePoints> }>();

  /** The points of one part of one device, to add to. */
  of(device: Record<string, string>, part: MemoryPart): DevicePoints {
    const key = JSON.stringify(device);
    const memory = this.#devices.get(key) ?? { device, byPart: new Map<MemoryPart, DevicePoints>() };
    this.#devices.set(key, memory);
    const points = memory.byPart.get(part) ?? new DevicePoints();
    memory.byPart.set(part, points);
    return points;
  }

  /** Only moments at which every part is known have a sum: a part is not the whole. */
  *totals(): Generator<DeviceMemory, void> {
    for (const { device, byPart } of this.#devices.values()) {
      const [used, free, reserved] = memoryParts.map((part) => byPart.get(part)?.byMoment());
      if (used === undefined || free === undefined || reserved === undefined) continue;
      const total = new Map<number, number>();
      for (const [at, value] of used) {
        const freeThen = free.get(at);
        const reservedThen = reserved.get(at);
        if (freeThen !== undefined && reservedThen !== undefined) total.set(at, value + freeThen + reservedThen);
      }
      yield { device, total };
    }
  }
}
