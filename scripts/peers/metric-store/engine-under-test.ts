import { z } from 'zod';

const schema = z.object({
  name: z.string(),
  /** Set up to take late samples. */
  url: z.string(),
  /** One that takes none; null where the engine knows no such difference. */
  strictUrl: z.string().nullable(),
  /** Asked for, it makes what was written readable; null where it is at once. */
  flushUrl: z.string().nullable(),
  /** Whether it answers any write with success, as VictoriaMetrics does. */
  takesAll: z.boolean(),
  /** The oldest late sample `url` takes, in days. */
  lateDays: z.number(),
});

/** The engine that the suite runs against. */
export type EngineUnderTest = z.infer<typeof schema>;

const variable = 'MILLWRIGHT_ENGINE_UNDER_TEST';

export function toEnvironment(engine: EngineUnderTest): Record<string, string> {
  return { [variable]: JSON.stringify(engine) };
}

/** Throws when the suite was started by itself, without an engine. */
export function readEngineUnderTest(): EngineUnderTest {
  return schema.parse(JSON.parse(process.env[variable] ?? 'null'));
}
