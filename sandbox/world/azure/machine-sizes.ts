/** What a machine of one size has. */
export interface MachineSize {
  name: string;
  family: string;
  cores: number;
  memoryGiB: number;
  /** Null for sizes without. */
  accelerator: { model: string; count: number; memoryGiB: number } | null;
}

/** The sizes the factory uses. */
export const machineSizes: readonly MachineSize[] = [
  gpu('Standard_ND96isr_H100_v5', 'standardNDSH100v5Family', 96, 1900, 'NVIDIA H100', 8, 80),
  gpu('Standard_NC24ads_A100_v4', 'StandardNCADSA100v4Family', 24, 220, 'NVIDIA A100', 1, 80),
  gpu('Standard_NC4as_T4_v3', 'Standard NCASv3_T4 Family', 4, 28, 'NVIDIA T4', 1, 16),
  plain('Standard_D8s_v5', 'standardDSv5Family', 8, 32),
  plain('Standard_D16s_v5', 'standardDSv5Family', 16, 64),
  plain('Standard_D4ds_v5', 'standardDDSv5Family', 4, 16),
  plain('Standard_E16s_v5', 'standardESv5Family', 16, 128),
  plain('Standard_F16s_v2', 'standardFSv2Family', 16, 32),
  plain('Standard_B2s', 'standardBSFamily', 2, 4),
];

const byName = new Map(machineSizes.map((size) => [size.name, size]));

/** The size of that name; the plan is wrong when there is none. */
export function machineSizeOf(name: string): MachineSize {
  const size = byName.get(name);
  if (!size) throw new Error(`The factory has no machines of size ${name}.`);
  return size;
}

function plain(name: string, family: string, cores: number, memoryGiB: number): MachineSize {
  return { name, family, cores, memoryGiB, accelerator: null };
}

function gpu(
  name: string,
  family: string,
  cores: number,
  memoryGiB: number,
  model: string,
  count: number,
  memoryOfOneGiB: number,
): MachineSize {
  return { name, family, cores, memoryGiB, accelerator: { model, count, memoryGiB: memoryOfOneGiB } };
}
