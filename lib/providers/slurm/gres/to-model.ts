/** Words after which a product's name says only how it is built in, how much memory it has or how it is shared. */
const trailer = /^(sxm\d*|pcie|nvl|nvlink|oam|hbm\w*|\d+g|\d+gb|\d+gib|mig|vf|hf|hd)$/i;
const vendorWords = /^(nvidia|tesla|amd|instinct|geforce|quadro|rtx)$/i;
/** Types of Slurm that name AMD's devices: its own names, or a generation of the architecture. */
const amdPattern = /^(mi\d{2,3}[a-z]?|gfx\w+|radeon)/i;
const intelPattern = /^(max|ponte|pvc|gaudi|flex)/i;
const nvidiaPattern = /^([abghlptv]\d{1,4}[a-z]{0,2}|gb\d{2,3}|gh\d{2,3}|k\d{2}|t4|titan\w*|\d{4}[a-z]*|rtx\d+)$/i;

/** `NVIDIA H100` from `h100`, `nvidia_h100_80gb_hbm3` or `H100-SXM5`; `GPU` where there is no type to tell. */
export function toModel(type: string | null): string {
  if (type === null) return 'GPU';
  const words = type.split(/[-_\s:]+/).filter((word) => word !== '');
  const named = words.filter((word) => !vendorWords.test(word));
  const end = named.findIndex((word, index) => index > 0 && trailer.test(word));
  const [first = '', ...rest] = named.slice(0, end === -1 ? undefined : end);
  const vendor = vendorOf(words, first);
  if (first === '') return vendor === null ? 'GPU' : `${vendor} GPU`;
  const name = [first, ...rest].map(toName).join(' ');
  return vendor === null ? name : `${vendor} ${name}`;
}

/** Whether a type names a slice of a partitioned device (MIG), e.g. `1g.10gb` or `a100_3g.20gb`. */
export function isSliceType(type: string | null): boolean {
  return type !== null && /(^|[-_.:])(mig[-_])?\d+g\.\d+gb/i.test(type);
}

function vendorOf(words: readonly string[], first: string): string | null {
  if (words.some((word) => /^(amd|instinct)$/i.test(word)) || amdPattern.test(first)) return 'AMD';
  if (words.some((word) => vendorWords.test(word)) || nvidiaPattern.test(first)) return 'NVIDIA';
  return intelPattern.test(first) ? 'Intel' : null;
}

function toName(word: string): string {
  return word === word.toLowerCase() ? word.toUpperCase() : word;
}
