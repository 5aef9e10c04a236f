import { epoch } from '../aws/plan/plan';
import { type GpuDevice, incidentOf } from './device';
import { isLostAt } from './gpu-state';

/**
 * What its exporter says of a device at an instant. `live`: what is true now. `frozen`: what was true at `asOfMs`, over
 * and over. `blank`: that there is no value. `absent`: nothing, though the exporter answers. `silent`: the exporter
 * does not answer.
 */
export type GpuReading = { kind: 'live' | 'frozen' | 'blank'; asOfMs: number } | { kind: 'absent' | 'silent' };

/** What can be read of a device at an instant, whoever reads. Pure. */
export function gpuReadingAt(device: GpuDevice, ms: number): GpuReading {
  if (incidentOf(device, 'silent')) return { kind: 'silent' };
  if (isLostAt(device, ms)) return { kind: 'blank', asOfMs: ms };
  const vanishing = incidentOf(device, 'vanishing');
  if (vanishing && (ms - epoch.getTime()) % vanishing.everyMs < vanishing.awayMs) return { kind: 'absent' };
  const frozen = incidentOf(device, 'frozen');
  if (frozen && ms >= frozen.sinceMs) return { kind: 'frozen', asOfMs: frozen.sinceMs };
  return { kind: 'live', asOfMs: ms };
}

/** The instant whose values a source tells at `ms`; null where it tells none. */
export function readableAt(device: GpuDevice, ms: number): number | null {
  const reading = gpuReadingAt(device, ms);
  return reading.kind === 'live' || reading.kind === 'frozen' ? reading.asOfMs : null;
}
