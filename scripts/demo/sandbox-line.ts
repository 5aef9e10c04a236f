import { z } from 'zod';
import { roles } from '@/lib/domain/access';

const sandboxLineSchema = z.object({
  ready: z.literal(true),
  /** The loopback origin of the identity provider and the control interface. */
  url: z.url(),
  /** What it takes to connect to each simulated cloud. */
  connections: z.array(
    z.object({
      provider: z.string(),
      name: z.string(),
      settings: z.record(z.string(), z.json()),
      secret: z.record(z.string(), z.string()).nullable(),
    }),
  ),
  /** Where the factory stands, and what else the console may call each place. */
  places: z.array(
    z.object({
      name: z.string(),
      country: z.string(),
      latitude: z.number(),
      longitude: z.number(),
      alsoCalled: z.array(z.string()),
    }),
  ),
  oidc: z.object({ issuer: z.url(), clientId: z.string(), clientSecret: z.string() }),
  personas: z.array(z.object({ email: z.email(), name: z.string(), role: z.enum(roles) })),
});
/** What the sandbox says of itself, in one line of JSON, once it is ready. */
export type SandboxLine = z.infer<typeof sandboxLineSchema>;

/** Reads the line; null when it is something else the sandbox printed. */
export function readSandboxLine(line: string): SandboxLine | null {
  if (!line.startsWith('{')) return null;
  const parsed = sandboxLineSchema.safeParse(JSON.parse(line));
  return parsed.success ? parsed.data : null;
}
