import { z } from 'zod';
import { mostAttemptsOfMinute, probeFaults, probeKinds } from '@/lib/domain/probe/probe';
import { instantSchema } from './paging';
import { siteNameSchema } from './sites';

const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const agentName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and dashes, at most 63.');

export const createProbeAgentSchema = z.strictObject({ name: agentName, site: siteNameSchema });

/** A process of an agent, as it says of itself. */
const instanceSchema = z.object({
  host: z.string(),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
});

export const probeAgentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  site: z.string(),
  /** First characters of its token, to recognise it by. */
  tokenPrefix: z.string(),
  tokenMadeAt: instantSchema,
  createdBy: z.string(),
  createdAt: instantSchema,
  revokedAt: instantSchema.nullable(),
  /** Null: it never asked for anything. */
  lastSeenAt: instantSchema.nullable(),
  version: z.string().nullable(),
  /** Seconds by which its own clock is ahead of the console's; what it measures is told by the console's. */
  clockAheadSeconds: z.number().nullable(),
  /** Its processes of late, the newest first. */
  instances: z.array(instanceSchema),
  /** Two processes use its token at the same time: it runs twice, or somebody took the token. */
  usedTwice: z.boolean(),
  /** Minutes it measured and threw away because it could not send them. */
  dropped: z.number(),
});
export type ProbeAgent = z.infer<typeof probeAgentSchema>;
export const probeAgentsSchema = z.object({ items: z.array(probeAgentSchema) });
/** The token's value is answered once; only its hash is kept. */
export const probeAgentTokenSchema = z.object({ agent: probeAgentSchema, value: z.string() });

/** What a person declares: from where to where, how and how often. What is left out is as `chooseSchedule` has it. */
export const putProbeTargetSchema = z.strictObject({
  from: siteNameSchema,
  to: siteNameSchema,
  kind: z.enum(probeKinds),
  /** `host:port` of tcp, a host of icmp, else a URL. */
  address: z.string().trim().min(1).max(500),
  connectionId: z.uuid().nullable().default(null),
  enabled: z.boolean().default(true),
  everySeconds: z.number().int().optional(),
  attempts: z.number().int().optional(),
  timeoutMs: z.number().int().optional(),
  mostBytes: z.number().int().optional(),
});
export type PutProbeTarget = z.output<typeof putProbeTargetSchema>;

export const probeTargetSchema = z.object({
  id: z.uuid(),
  from: z.string(),
  to: z.string(),
  kind: z.enum(probeKinds),
  address: z.string(),
  /** The connection whose exporter probes it; null: the agents of the first site do. */
  connectionId: z.uuid().nullable(),
  everySeconds: z.number().int(),
  attempts: z.number().int(),
  timeoutMs: z.number().int(),
  mostBytes: z.number().int().nullable(),
  enabled: z.boolean(),
  createdBy: z.string(),
  updatedAt: instantSchema,
});
export type ProbeTargetRow = z.infer<typeof probeTargetSchema>;
export const probeTargetsSchema = z.object({ items: z.array(probeTargetSchema) });

/** How an agent's process says which it is. `clock` is its own. */
const process = {
  instance: z.uuid(),
  host: z.string().max(255),
  version: z.string().max(40),
  clock: instantSchema,
};
export const probePlanQuerySchema = z.strictObject(process);

/** What an agent is to measure. */
export const probePlanSchema = z.object({
  agent: z.string(),
  site: z.string(),
  now: instantSchema,
  targets: z.array(
    probeTargetSchema.pick({
      id: true,
      to: true,
      kind: true,
      address: true,
      everySeconds: true,
      attempts: true,
      timeoutMs: true,
      mostBytes: true,
    }),
  ),
});
export type ProbePlan = z.infer<typeof probePlanSchema>;

const countSchema = whole(0, mostAttemptsOfMinute);
/** What was measured of one target in one minute. `sketch` is base64 of a packed sketch; null: nothing was answered. */
const resultSchema = z.strictObject({
  target: z.uuid(),
  minute: instantSchema,
  sent: countSchema,
  lost: countSchema,
  failed: countSchema,
  fault: z.enum(probeFaults).nullable(),
  jitterSumNs: whole(0, Number.MAX_SAFE_INTEGER),
  jitterPairs: countSchema,
  sketch: z.string().max(16_384).nullable(),
});
export type ProbeResult = z.infer<typeof resultSchema>;
export const mostResultsAtOnce = 1_000;
export const probeResultsSchema = z.strictObject({
  ...process,
  /** Minutes thrown away since the last report. */
  dropped: whole(0, 10_000_000),
  minutes: z.array(resultSchema).min(1).max(mostResultsAtOnce),
});
export type ProbeResults = z.infer<typeof probeResultsSchema>;

/** `repeated`: known from an earlier report, and left as they were. */
export const takenResultsSchema = z.object({
  now: instantSchema,
  taken: z.number().int(),
  repeated: z.number().int(),
  refused: z.array(
    z.object({
      target: z.uuid(),
      minute: instantSchema,
      reason: z.enum(['future', 'too-old', 'not-in-plan', 'implausible']),
    }),
  ),
});
export type TakenResults = z.infer<typeof takenResultsSchema>;
