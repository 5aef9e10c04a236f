/** Watts a device draws doing nothing, and at the most. */
export interface PowerRange {
  idle: number;
  most: number;
}

const ranges: Readonly<Record<string, PowerRange>> = {
  'NVIDIA H100': { idle: 72, most: 700 },
  'NVIDIA H200': { idle: 76, most: 700 },
  'NVIDIA A100': { idle: 54, most: 400 },
  'NVIDIA GB200': { idle: 145, most: 1200 },
  'NVIDIA L40S': { idle: 34, most: 350 },
  'NVIDIA L4': { idle: 16, most: 72 },
  'NVIDIA A10G': { idle: 20, most: 300 },
  'NVIDIA T4': { idle: 10, most: 70 },
  'AMD MI300X': { idle: 142, most: 750 },
  'Google TPU v5e': { idle: 55, most: 200 },
};

/** What a model draws; the world is wrong when it has a model without. */
export function powerRangeOf(model: string): PowerRange {
  const range = ranges[model];
  if (!range) throw new RangeError(`Nobody said what power ${model} draws.`);
  return range;
}
