/**
 * What Google's SKUs say of accelerators, spot machines and data transfers, which the export tells nowhere else. The
 * patterns are DuckDB's (RE2), of descriptions such as `Nvidia H100 80GB GPU attached to Spot Preemptible VMs running in
 * Americas`.
 */
const accelerators: readonly [string, string][] = [
  ['nvidia.*\\bGB300\\b', 'NVIDIA GB300'],
  ['nvidia.*\\bGB200\\b', 'NVIDIA GB200'],
  ['nvidia.*\\bB200\\b', 'NVIDIA B200'],
  ['nvidia.*\\bH200\\b', 'NVIDIA H200'],
  ['nvidia.*\\bH100\\b', 'NVIDIA H100'],
  ['nvidia.*\\bA100\\b', 'NVIDIA A100'],
  ['nvidia.*\\bRTX PRO 6000\\b', 'NVIDIA RTX PRO 6000'],
  ['nvidia.*\\bL4\\b', 'NVIDIA L4'],
  ['nvidia.*\\bT4\\b', 'NVIDIA T4'],
  ['nvidia.*\\bV100\\b', 'NVIDIA V100'],
  ['nvidia.*\\bP100\\b', 'NVIDIA P100'],
  ['nvidia.*\\bP4\\b', 'NVIDIA P4'],
  ['nvidia.*\\bK80\\b', 'NVIDIA K80'],
  ['tpu[- ]?7x', 'Google TPU7x'],
  ['tpu[- ]?v6e', 'Google TPU v6e'],
  ['tpu[- ]?v5p', 'Google TPU v5p'],
  ['tpu[- ]?v5e', 'Google TPU v5e'],
  ['tpu[- ]?v4', 'Google TPU v4'],
  ['tpu[- ]?v3', 'Google TPU v3'],
  ['tpu[- ]?v2', 'Google TPU v2'],
];

/** In order: the first that fits counts, so that an inter-zone transfer within one region is not one between regions. */
const transfers: readonly [string, string][] = [
  ['inter[- ]?zone', 'between-zones'],
  ['inter[- ]?region|\\breplication (within|between)\\b', 'between-regions'],
  ['interconnect.*(data transfer|egress)|(data transfer|egress).*interconnect', 'between-providers'],
  ['internet.*(data transfer|egress)|(data transfer|egress) .*(internet|carrier peering)|^download\\b', 'internet'],
];

const toCase = (text: string, choices: readonly [string, string][]) =>
  `CASE ${choices.map(([pattern, name]) => `WHEN regexp_matches(${text}, '(?i)${pattern}') THEN '${name}'`).join(' ')} END`;

/** The accelerator's model, as the inventory names it; null where the SKU is for none. */
export const acceleratorOf = (text: string) => toCase(text, accelerators);

/** As the ledger's `x_transfer`; null where the SKU is for none. */
export const transferOf = (text: string) => toCase(text, transfers);

export const isSpot = (text: string) => `regexp_matches(${text}, '(?i)\\b(spot|preemptible)\\b')`;

/** The fee of a commitment, not what is used of it. */
export const isCommitmentFee = (text: string) => `regexp_matches(${text}, '(?i)^commitment\\b')`;
