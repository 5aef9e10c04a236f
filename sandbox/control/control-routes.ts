import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { faultRuleSchema } from '../faults/fault';
import { type FaceName, type FaultSwitchboard, faceNames } from '../faults/fault-switchboard';
import type { CostTruth } from '../world/bills/bill-truth';
import { type BillingProvider, billingProviders } from '../world/bills/charge';
import type { GpuTruth } from '../world/gpus/gpu-truth';
import type { LinkTruth } from '../world/links/link-truth';
import type { Truth } from '../world/truth';
import type { SimulatedClock } from './clock';
import { readJsonBody } from './read-body';

export interface ControlContext {
  clock: SimulatedClock;
  faults: FaultSwitchboard;
  /** Whether a face plays. */
  plays(face: FaceName): boolean;
  /** What is really there behind a face that plays. */
  truthOf(face: FaceName): Truth;
  /** What every accelerator does at an instant, or now. */
  gpus(at?: Date): GpuTruth;
  /** Every link, and what was wrong with any between two instants: the last day, unless told otherwise. */
  links(from?: Date, to?: Date): LinkTruth;
  /** What providers, or all of them, had billed of a month at an instant, or now. */
  costs(month: string, at?: Date, providers?: readonly BillingProvider[]): CostTruth;
}

const faultsBody = z.strictObject({ face: z.enum(faceNames), faults: z.array(faultRuleSchema) });
const clockBody = z.strictObject({
  advanceMs: z.int().min(0).optional(),
  /** True holds simulated time still, false lets it run on. */
  hold: z.boolean().optional(),
});

const instantSchema = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .optional();

const linkQuery = z.strictObject({ from: instantSchema, to: instantSchema });

const costQuery = z.strictObject({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  at: instantSchema,
  provider: z.enum(billingProviders).optional(),
});

interface ControlAnswer {
  status: number;
  body: unknown;
}

/** Answers `/control/*`: the truth about the world, its clock, and the fault switches. */
export async function answerControl(
  context: ControlContext,
  message: IncomingMessage,
  out: ServerResponse,
): Promise<void> {
  const { status, body } = await decide(context, message);
  out.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  out.end(JSON.stringify(body));
}

async function decide(context: ControlContext, message: IncomingMessage): Promise<ControlAnswer> {
  if (!isLoopbackHost(message.headers.host)) {
    return problem(403, 'The controls answer only to loopback names.');
  }
  const { clock, faults } = context;
  const { pathname: path, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const face = message.method === 'GET' ? faceOfTruth(path) : undefined;
  if (face !== undefined && context.plays(face)) return { status: 200, body: context.truthOf(face) };
  switch (`${message.method} ${path}`) {
    case 'GET /control/ready':
      return { status: 200, body: { ready: true } };
    case 'GET /control/truth/gpus': {
      const at = instantSchema.safeParse(searchParams.get('at') ?? undefined);
      return at.success ? { status: 200, body: context.gpus(at.data) } : problem(400, z.prettifyError(at.error));
    }
    case 'GET /control/truth/links': {
      const asked = linkQuery.safeParse(Object.fromEntries(searchParams));
      if (!asked.success) return problem(400, z.prettifyError(asked.error));
      const { from, to } = asked.data;
      return { status: 200, body: context.links(from, to) };
    }
    case 'GET /control/truth/cost': {
      const asked = costQuery.safeParse(Object.fromEntries(searchParams));
      if (!asked.success) return problem(400, z.prettifyError(asked.error));
      const { month, at, provider } = asked.data;
      return { status: 200, body: context.costs(month, at, provider && [provider]) };
    }
    case 'GET /control/clock':
      return { status: 200, body: clockState(clock) };
    case 'POST /control/clock': {
      const parsed = await parseBody(message, clockBody);
      if ('refusal' in parsed) return parsed.refusal;
      if (parsed.value.hold === true) clock.hold();
      if (parsed.value.hold === false) clock.release();
      clock.advance(parsed.value.advanceMs ?? 0);
      return { status: 200, body: clockState(clock) };
    }
    case 'GET /control/faults':
      return { status: 200, body: faults.state() };
    case 'PUT /control/faults': {
      const parsed = await parseBody(message, faultsBody);
      if ('refusal' in parsed) return parsed.refusal;
      faults.set(parsed.value.face, parsed.value.faults);
      return { status: 200, body: faults.state() };
    }
    default:
      return problem(404, 'There is no such control.');
  }
}

/** The face whose truth is asked for; undefined when the path asks for something else. */
function faceOfTruth(path: string): FaceName | undefined {
  return faceNames.find((name) => path === `/control/truth/${name}`);
}

/** Keeps pages of other sites from reaching the controls through a name that resolves here. */
function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
}

async function parseBody<T>(
  message: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<{ value: T } | { refusal: ControlAnswer }> {
  try {
    const parsed = schema.safeParse(await readJsonBody(message));
    return parsed.success ? { value: parsed.data } : { refusal: problem(400, z.prettifyError(parsed.error)) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { refusal: problem(400, 'The body is not JSON.') };
  }
}

function clockState(clock: SimulatedClock) {
  return { now: clock.now().toISOString(), held: clock.isHeld };
}

function problem(status: number, detail: string): ControlAnswer {
  return { status, body: { status, detail } };
}
