import { expect, type Page } from '@playwright/test';
import { type GpuFleet, gpuFleetSchema } from '@/lib/api/contracts/gpus';
import type { Api } from './api';

export const totalOf = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Total', exact: true }) });
export const grid = (page: Page) => page.getByRole('grid', { name: /^GPUs by/ });

/** The fleet once its machines were read for the first time and something was measured of them. */
export async function measuredFleet(api: Api): Promise<GpuFleet> {
  const read = () => api.get('/gpus', gpuFleetSchema);
  await expect.poll(async () => (await read()).definitions.length, { timeout: 90_000 }).toBeGreaterThan(0);
  return read();
}

export const listNodes = ({ sites }: GpuFleet) =>
  sites.flatMap(({ clusters }) => clusters.flatMap(({ nodes }) => nodes));
