/** The accelerators of one machine: what model, as the inventory names models, and how many whole devices. */
export interface MachineAccelerators {
  model: string;
  count: number;
}

const machines = (model: string, counts: Record<string, number>): [string, MachineAccelerators][] =>
  Object.entries(counts).map(([name, count]) => [name, { model, count }]);

/**
 * What a machine carries, by the name its provider bills it under, lower-cased: instance types of EC2, sizes of Azure
 * without `standard_` and with underscores for spaces, instances of CoreWeave. From the providers' instance pages; a
 * machine with a share of a device is not listed. Google Cloud bills GPUs apart from machines.
 */
export const acceleratorMachines: ReadonlyMap<string, MachineAccelerators> = new Map([
  ...machines('NVIDIA K80', { 'p2.xlarge': 1, 'p2.8xlarge': 8, 'p2.16xlarge': 16 }),
  ...machines('NVIDIA V100', { 'p3.2xlarge': 1, 'p3.8xlarge': 4, 'p3.16xlarge': 8, 'p3dn.24xlarge': 8 }),
  ...machines('NVIDIA A100', { 'p4d.24xlarge': 8, 'p4de.24xlarge': 8 }),
  ...machines('NVIDIA H100', { 'p5.4xlarge': 1, 'p5.48xlarge': 8 }),
  ...machines('NVIDIA H200', { 'p5e.48xlarge': 8, 'p5en.48xlarge': 8 }),
  ...machines('NVIDIA B200', { 'p6-b200.48xlarge': 8 }),
  ...machines('NVIDIA B300', { 'p6-b300.48xlarge': 8 }),
  ...machines('NVIDIA GB200', { 'p6e-gb200.36xlarge': 4 }),
  ...machines('NVIDIA M60', { 'g3s.xlarge': 1, 'g3.4xlarge': 1, 'g3.8xlarge': 2, 'g3.16xlarge': 4 }),
  ...machines('NVIDIA T4', {
    'g4dn.xlarge': 1,
    'g4dn.2xlarge': 1,
    'g4dn.4xlarge': 1,
    'g4dn.8xlarge': 1,
    'g4dn.16xlarge': 1,
    'g4dn.12xlarge': 4,
    'g4dn.metal': 8,
  }),
  ...machines('NVIDIA A10G', {
    'g5.xlarge': 1,
    'g5.2xlarge': 1,
    'g5.4xlarge': 1,
    'g5.8xlarge': 1,
    'g5.16xlarge': 1,
    'g5.12xlarge': 4,
    'g5.24xlarge': 4,
    'g5.48xlarge': 8,
  }),
  ...machines('NVIDIA L4', {
    'g6.xlarge': 1,
    'g6.2xlarge': 1,
    'g6.4xlarge': 1,
    'g6.8xlarge': 1,
    'g6.16xlarge': 1,
    'g6.12xlarge': 4,
    'g6.24xlarge': 4,
    'g6.48xlarge': 8,
    'gr6.4xlarge': 1,
    'gr6.8xlarge': 1,
  }),
  ...machines('NVIDIA L40S', {
    'g6e.xlarge': 1,
    'g6e.2xlarge': 1,
    'g6e.4xlarge': 1,
    'g6e.8xlarge': 1,
    'g6e.16xlarge': 1,
    'g6e.12xlarge': 4,
    'g6e.24xlarge': 4,
    'g6e.48xlarge': 8,
  }),
  ...machines('AWS Inferentia', { 'inf1.xlarge': 1, 'inf1.2xlarge': 1, 'inf1.6xlarge': 4, 'inf1.24xlarge': 16 }),
  ...machines('AWS Inferentia2', { 'inf2.xlarge': 1, 'inf2.8xlarge': 1, 'inf2.24xlarge': 6, 'inf2.48xlarge': 12 }),
  ...machines('AWS Trainium', { 'trn1.2xlarge': 1, 'trn1.32xlarge': 16, 'trn1n.32xlarge': 16 }),
  ...machines('AWS Trainium2', { 'trn2.3xlarge': 1, 'trn2.48xlarge': 16, 'trn2u.48xlarge': 16 }),
  ...machines('NVIDIA V100', { nc6s_v3: 1, nc12s_v3: 2, nc24s_v3: 4, nc24rs_v3: 4, nd40rs_v2: 8, nd40s_v3: 8 }),
  ...machines('NVIDIA T4', { nc4as_t4_v3: 1, nc8as_t4_v3: 1, nc16as_t4_v3: 1, nc64as_t4_v3: 4 }),
  ...machines('NVIDIA A100', { nc24ads_a100_v4: 1, nc48ads_a100_v4: 2, nc96ads_a100_v4: 4 }),
  ...machines('NVIDIA A100', { nd96asr_v4: 8, nd96asr_a100_v4: 8, nd96amsr_a100_v4: 8, nd96ams_a100_v4: 8 }),
  ...machines('NVIDIA H100 NVL', { nc40ads_h100_v5: 1, nc80adis_h100_v5: 2, ncc40ads_h100_v5: 1 }),
  ...machines('NVIDIA H100', { nd96isr_h100_v5: 8, nd96is_h100_v5: 8, nd96isrf_h100_v5: 8 }),
  ...machines('NVIDIA H200', { nd96isr_h200_v5: 8, nd96is_h200_v5: 8 }),
  ...machines('AMD MI300X', { nd96isr_mi300x_v5: 8, nd96is_mi300x_v5: 8 }),
  ...machines('NVIDIA GB200', { nd128isr_ndr_gb200_v6: 4 }),
  ...machines('NVIDIA GB300', { nd128isr_gb300_v6: 4 }),
  ...machines('NVIDIA M60', { nv12s_v3: 1, nv24s_v3: 2, nv48s_v3: 4 }),
  ...machines('NVIDIA A10', { nv36ads_a10_v5: 1, nv36adms_a10_v5: 1, nv72ads_a10_v5: 2 }),
  ...machines('NVIDIA A100', { 'gd-8xa100-i128': 8 }),
  ...machines('NVIDIA L40', { 'gd-8xl40-i128': 8 }),
  ...machines('NVIDIA L40S', { 'gd-8xl40s-i128': 8 }),
  ...machines('NVIDIA H100', { 'gd-8xh100ib-i128': 8 }),
  ...machines('NVIDIA H200', { 'gd-8xh200ib-i128': 8 }),
  ...machines('NVIDIA GH200', { 'gd-1xgh200': 1 }),
  ...machines('NVIDIA B200', { 'b200-8x': 8 }),
  ...machines('NVIDIA GB200', { 'gb200-4x': 4 }),
]);
