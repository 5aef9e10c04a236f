/**
 * An accelerator's name in a price catalogue as the inventory names models: `A100-80GB` and `A100` are both
 * `NVIDIA A100`, for the inventory tells memory apart from the model. A name that is not known is taken for NVIDIA's.
 */
export function toCatalogueModel(name: string): string {
  const tpu = /^tpu-?(v\d+[a-z]*)/i.exec(name)?.[1];
  if (tpu !== undefined) return `Google TPU ${tpu.toLowerCase() === 'v5litepod' ? 'v5e' : tpu.toLowerCase()}`;
  if (/^(trainium|inferentia)/i.test(name)) return `AWS ${name}`;
  if (/^MI\d/i.test(name)) return `AMD ${name}`;
  if (/^gaudi/i.test(name)) return `Intel ${name}`;
  const model = name.replace(/(-(MEGA|SXM\d?|PCIE|NVLINK))*(-\d+GB)?(-(SXM\d?|PCIE))?$/i, '').replaceAll('-', ' ');
  return `NVIDIA ${model.replace(/^RTX ?PRO ?6000.*$/i, 'RTX PRO 6000')}`;
}
