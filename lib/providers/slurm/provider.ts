import type { Provider } from '../contract/provider';
import { slurmConnectionForm } from './connection-form';
import { testSlurm } from './connection-test/test-connection';
import { toSlurmProviderError } from './faults/to-slurm-provider-error';
import { readSlurmInventory } from './inventory/read-inventory';
import { type SlurmSecret, type SlurmSettings, slurmSecretSchema, slurmSettingsSchema } from './settings';

/** Jobs come and go by the minute, but every list is read whole and locks slurmctld while it is made. */
const intervalMs = 5 * 60_000;
/** A list of tens of megabytes is minutes of a busy controller's time. */
const attemptTimeoutMs = 90_000;

/** A Slurm cluster, through slurmrestd. */
export const slurmProvider: Provider<SlurmSettings, SlurmSecret> = {
  id: 'slurm',
  title: 'Slurm',
  form: slurmConnectionForm,
  settingsSchema: slurmSettingsSchema,
  secretSchema: slurmSecretSchema,
  secretDestinations: ({ endpoint }) => [endpoint],
  caCertificateOf: ({ caCertificate }) => caCertificate,
  callRules: {
    toProviderError: toSlurmProviderError,
    limits: { ratePerSecond: 5, concurrency: 2, attemptTimeoutMs },
  },
  test: testSlurm,
  inventory: { defaultIntervalMs: intervalMs, read: readSlurmInventory },
};
