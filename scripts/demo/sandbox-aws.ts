import { z } from 'zod';
import type { SandboxLine } from './sandbox-line';

const awsSchema = z.object({
  endpoint: z.url(),
  caCertificate: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  roleArns: z.array(z.string()),
  externalId: z.string(),
});

/** What it takes to connect to the simulated AWS; throws when the sandbox plays none. */
export function sandboxAwsOf({ connections }: SandboxLine): z.infer<typeof awsSchema> {
  const aws = connections.find(({ provider }) => provider === 'aws');
  return awsSchema.parse({ ...aws?.settings, ...aws?.secret });
}
