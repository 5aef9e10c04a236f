/** What is known of one accelerator type. Memory of one device in bytes. */
export interface AcceleratorModel {
  model: string;
  memoryBytes: number | null;
}

const gibibyte = 2 ** 30;
const nvidia = (name: string, gigabytes: number): AcceleratorModel => ({
  model: `NVIDIA ${name}`,
  memoryBytes: gigabytes * gibibyte,
});

/** By Compute Engine's names, as documented under "GPU machine types". */
const models = new Map<string, AcceleratorModel>([
  ['nvidia-tesla-k80', nvidia('K80', 12)],
  ['nvidia-tesla-p4', nvidia('P4', 8)],
  ['nvidia-tesla-p100', nvidia('P100', 16)],
  ['nvidia-tesla-v100', nvidia('V100', 16)],
  ['nvidia-tesla-t4', nvidia('T4', 16)],
  ['nvidia-l4', nvidia('L4', 24)],
  ['nvidia-tesla-a100', nvidia('A100', 40)],
  ['nvidia-a100-80gb', nvidia('A100', 80)],
  ['nvidia-h100-80gb', nvidia('H100', 80)],
  ['nvidia-h100-mega-80gb', nvidia('H100', 80)],
  ['nvidia-h200-141gb', nvidia('H200', 141)],
  ['nvidia-b200', nvidia('B200', 180)],
  ['nvidia-gb200', nvidia('GB200', 186)],
  ['nvidia-gb300', nvidia('GB300', 279)],
  ['nvidia-rtx-pro-6000', nvidia('RTX PRO 6000', 96)],
]);

/**
 * The model behind a type, in Compute Engine's spelling (`nvidia-h100-80gb`, an address ending in it) or Vertex AI's
 * (`NVIDIA_H100_80GB`). A type that is not known keeps its name.
 */
export function toAcceleratorModel(type: string): AcceleratorModel {
  const name = type.slice(type.lastIndexOf('/') + 1);
  const canonical = name.toLowerCase().replaceAll('_', '-').replace(/-vws$/, '');
  return (
    models.get(canonical) ??
    models.get(canonical.replace(/^nvidia-/, 'nvidia-tesla-')) ?? { model: name, memoryBytes: null }
  );
}
