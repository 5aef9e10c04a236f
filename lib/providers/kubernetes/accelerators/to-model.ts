type Labels = Readonly<Record<string, string>>;

/** Where the model stands, first match wins: the device plugins' own labels, then the clouds'. */
const nvidiaLabels = [
  'nvidia.com/gpu.product',
  'gpu.nvidia.com/model',
  'gpu.nvidia.com/class',
  'cloud.google.com/gke-accelerator',
  'k8s.amazonaws.com/accelerator',
];
const amdLabels = ['amd.com/gpu.product-name', 'beta.amd.com/gpu.product-name'];
const tpuLabel = 'cloud.google.com/gke-tpu-accelerator';

/** Words after which a product's name says only how it is built in, how much memory it has or how it is shared. */
const trailer = /^(sxm\d*|pcie|nvl|nvlink|oam|hbm\w*|\d+g|\d+gb|mig|\d+g\.\d+gb|shared|mega|vf|hf)$/i;
const vendorWords = /^(nvidia|tesla|amd|instinct)$/i;

/** `NVIDIA H100` from what a node's labels say, e.g. `NVIDIA-H100-80GB-HBM3`; `NVIDIA GPU` when they say nothing. */
export function toNvidiaModel(labels: Labels): string {
  const name = firstOf(labels, nvidiaLabels);
  return name === undefined ? 'NVIDIA GPU' : `NVIDIA ${toShortName(name) ?? 'GPU'}`;
}

/** `AMD MI300X` from e.g. `AMD_Instinct_MI300X_OAM`. */
export function toAmdModel(labels: Labels): string {
  const name = firstOf(labels, amdLabels);
  return name === undefined ? 'AMD GPU' : `AMD ${toShortName(name) ?? 'GPU'}`;
}

/** `Google TPU v5e` from e.g. `tpu-v5-lite-podslice`; from the seventh generation on Google writes no `v`. */
export function toTpuModel(labels: Labels): string {
  const [, dash, version, variant] = /^tpu(-v?)?(\d+[a-z]*)(-lite)?/i.exec(labels[tpuLabel] ?? '') ?? [];
  if (version === undefined) return 'Google TPU';
  if (dash === undefined) return `Google TPU${version.toLowerCase()}`;
  return `Google TPU v${version.toLowerCase()}${variant === undefined ? '' : 'e'}`;
}

function firstOf(labels: Labels, names: readonly string[]): string | undefined {
  return names.map((name) => (Object.hasOwn(labels, name) ? labels[name] : undefined)).find((value) => value?.trim());
}

function toShortName(product: string): string | undefined {
  const words = product.split(/[-_\s]+/).filter((word) => word !== '' && !vendorWords.test(word));
  const end = words.findIndex((word, index) => index > 0 && trailer.test(word));
  const name = words.slice(0, end === -1 ? undefined : end).join(' ');
  if (name === '') return undefined;
  return name === name.toLowerCase() ? name.toUpperCase() : name;
}
