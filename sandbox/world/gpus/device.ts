/** Who holds a device, or a part of it. */
export interface GpuHolder {
  kind: 'pod' | 'job' | 'run' | 'instance';
  name: string;
  /** Of pods; null elsewhere. */
  namespace: string | null;
  /** Of pods, the container that has it; null elsewhere. */
  container: string | null;
  team: string | null;
}

/** What a holder does with what it holds. `held-idle` keeps its memory filled and does nothing, `empty-idle` not even that. */
export type GpuWork = 'training' | 'serving' | 'held-idle' | 'empty-idle';

/** A part of a device that somebody holds. */
export interface GpuPart {
  /** Names the holding within the device: its pace is drawn from it. */
  key: string;
  holder: GpuHolder;
  work: GpuWork;
  /** Of the whole device, from 0 to 1: 1 of a device held whole, 1/7 of a MIG slice of one gigabyte-seventh. */
  weight: number;
  /** Place of the MIG slice, from 0; null where the device is not cut up. */
  slice: number | null;
}

/** A stretch of time in which the same holders have a device. No parts: nobody has it. */
export interface GpuStay {
  fromMs: number;
  untilMs: number;
  parts: readonly GpuPart[];
}

/** The stay that an instant falls into. Stays follow each other without gaps. Pure. */
export type GpuTenancy = (ms: number) => GpuStay;

/** What ails a device for as long as the factory stands. */
export type GpuIncident =
  /** Fell off the bus: its last event stays, everything else is blank. */
  | { kind: 'lost'; xid: number; sinceMs: number }
  /** Too hot, and slowed down for it. */
  | { kind: 'hot' }
  /** The driver reports one of these codes after another, in turn. */
  | { kind: 'xid'; codes: readonly [number, ...number[]]; everyMs: number; phaseMs: number }
  /** Memory errors pile up, corrected and now and then not. */
  | { kind: 'ecc'; correctedPerDay: number; uncorrectedPerDay: number }
  /** Its exporter says the same values over and over. */
  | { kind: 'frozen'; sinceMs: number }
  /** Leaves its exporter's series for `awayMs` at the start of each round. */
  | { kind: 'vanishing'; everyMs: number; awayMs: number }
  /** Its exporter does not answer. */
  | { kind: 'silent' }
  /** Its driver is loaded anew this often, and its counters begin again. */
  | { kind: 'resetting'; everyMs: number };

/** A device cut into MIG slices. */
export interface GpuSlicing {
  profile: string;
  count: number;
  memoryBytes: number;
}

/** One accelerator of the world. */
export interface GpuDevice {
  seed: string;
  /** Unique in the world: everything about the device is drawn from it. */
  key: string;
  /** The machine as its provider knows it: ARN, full resource name, host name. */
  machine: { nativeId: string; name: string };
  /** Place in the machine, from 0. */
  index: number;
  /** As the vendor's tools write it; null of devices whose sources never tell one. */
  uuid: string | null;
  vendor: 'nvidia' | 'amd' | 'google';
  /** As the field writes it, e.g. `NVIDIA H100`. */
  model: string;
  memoryBytes: number;
  slicing: GpuSlicing | null;
  incidents: readonly GpuIncident[];
  tenancy: GpuTenancy;
}

/** The incident of a kind; undefined for a device it does not befall. */
export function incidentOf<K extends GpuIncident['kind']>(
  { incidents }: Pick<GpuDevice, 'incidents'>,
  kind: K,
): Extract<GpuIncident, { kind: K }> | undefined {
  return incidents.find((incident): incident is Extract<GpuIncident, { kind: K }> => incident.kind === kind);
}
