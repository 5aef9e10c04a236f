import { z } from 'zod';

/** One way a face can misbehave. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Refuses with the vendor's own throttling error; with `retryAfterSeconds`, says when to come back. */
  z.strictObject({ kind: z.literal('throttle'), retryAfterSeconds: z.int().min(0).optional() }),
  z.strictObject({ kind: z.literal('server-error'), status: z.literal([500, 502, 503, 504]).default(500) }),
  /** Takes the request and never answers. */
  z.strictObject({ kind: z.literal('hang') }),
  /** Answers rightly, but at this pace. */
  z.strictObject({ kind: z.literal('slow-drip'), bytesPerSecond: z.number().positive().default(1) }),
  /**
   * A page of HTML with status 200, as captive portals and proxies send. `xhtml` is well-formed XML, so that a careless
   * reader takes it for an answer that holds nothing; `html` is not.
   */
  z.strictObject({ kind: z.literal('garbage'), markup: z.enum(['xhtml', 'html']).default('xhtml') }),
  /** Half a response: `body` calls the half whole, `connection` breaks off in the middle. */
  z.strictObject({ kind: z.literal('truncated-page'), cut: z.enum(['body', 'connection']).default('body') }),
  /** Serves every page twice before going on. */
  z.strictObject({ kind: z.literal('duplicate-page') }),
  /** Every page's token leads back to the same page. */
  z.strictObject({ kind: z.literal('token-loop') }),
  z.strictObject({ kind: z.literal('expired-credentials') }),
  z.strictObject({ kind: z.literal('missing-permission') }),
  /**
   * The face's clock is off by `offsetMs`. Its Date header says so, unless `dateHeader` is `true-time`,
   * as behind a proxy: then the caller cannot find out what to correct.
   */
  z.strictObject({
    kind: z.literal('clock-skew'),
    offsetMs: z.int().default(-40 * 60_000),
    dateHeader: z.enum(['skewed', 'true-time']).default('skewed'),
  }),
  /** Lists come back well formed and empty. */
  z.strictObject({ kind: z.literal('empty-success') }),
  /**
   * Forgets where the caller was: a page's token, or a version to watch from, is refused as too old. A watch is refused
   * by `status`, before it begins, or by an `event` within it. Of faces that know no such refusal, nothing.
   */
  z.strictObject({ kind: z.literal('position-expired'), answer: z.enum(['status', 'event']).default('status') }),
]);
export type Fault = z.output<typeof faultSchema>;
export type FaultKind = Fault['kind'];

/** Every kind of fault there is. */
export const faultKinds: readonly FaultKind[] = [
  'throttle',
  'server-error',
  'hang',
  'slow-drip',
  'garbage',
  'truncated-page',
  'duplicate-page',
  'token-loop',
  'expired-credentials',
  'missing-permission',
  'clock-skew',
  'empty-success',
  'position-expired',
];

/** A fault and when it strikes. An absent narrowing strikes everywhere. */
export const faultRuleSchema = z.strictObject({
  fault: faultSchema,
  where: z
    .strictObject({
      /** The account whose things are asked for; of a role to be assumed, the role's. */
      account: z.string().optional(),
      region: z.string().optional(),
      /** As the vendor signs for it, e.g. `ec2`, `directconnect`. */
      service: z.string().optional(),
      operation: z.string().optional(),
    })
    .default({}),
  /** Lets this many matching calls pass before it strikes. */
  after: z.int().min(0).default(0),
  /** Strikes this often and then no more; absent: for ever. */
  times: z.int().min(1).optional(),
  /** Strikes this share of the calls it could; drawn from the world's seed. */
  probability: z.number().min(0).max(1).default(1),
});
export type FaultRule = z.output<typeof faultRuleSchema>;
export type FaultRuleInput = z.input<typeof faultRuleSchema>;
