import type { ConnectionFacts, Face, FaceContext } from '../face';
import { organization } from '../world/google-cloud/geography';
import { readTruth } from '../world/google-cloud/truth';
import { createWorld } from '../world/google-cloud/world';
import { answer } from './answer';
import { createLoadStore } from './bigquery/load-store';
import { datasetProject, usageDataset } from './bigquery/tables';
import { keyFileOf } from './identity/service-account';
import { createTrust } from './identity/trust';
import { createCallCounter } from './quota/call-counter';

/** Google Cloud, played: every API of it at one origin, under the paths it has at Google's. */
export function createGoogleCloudFace(context: FaceContext): Face {
  const { seed, scale, clock, faults, bills, realNow, caCertificate, secretFor, enforceLimits = false } = context;
  const world = createWorld({ seed, scale });
  const trust = createTrust(secretFor);
  const loads = createLoadStore(bills);
  const counter = enforceLimits ? createCallCounter() : null;
  return {
    title: 'Google Cloud',
    answer: (request) => answer({ world, loads, trust, clock, faults, realNow, seed, counter }, request),
    connections: (origin): ConnectionFacts[] => [
      {
        provider: 'google-cloud',
        name: 'Simulated Google Cloud',
        settings: {
          scope: `organizations/${organization.number}`,
          endpoint: origin,
          caCertificate,
          billingDatasets: [`${datasetProject.id}.${usageDataset.id}`],
        },
        secret: { serviceAccountKey: keyFileOf(trust.account, origin) },
      },
    ],
    truth: () => readTruth(world.at(clock.now())),
  };
}
