import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchDemo } from '@/scripts/demo/launch-demo';
import { Sandbox } from './sandbox';

/** A minute of the world's hour at which nothing it scripts by the hour is under way. */
const quietMinute = 5;

/** Starts one demo of its own for all journeys: free ports, fresh data, a world that stands still. Returns how to end it. */
export default async function startDemo(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-e2e-'));
  const { record, stop } = await launchDemo(folder);
  await new Sandbox(record.sandboxUrl).holdAt(quietMinute);
  process.env.MILLWRIGHT_E2E_URL = record.url;
  process.env.MILLWRIGHT_E2E_SANDBOX = record.sandboxUrl;
  process.env.MILLWRIGHT_E2E_DATA_DIR = folder;
  return async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
}
