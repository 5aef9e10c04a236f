import { EngineFault } from '../connect/engine-fault';
import type { Engine } from '../connect/open-engine';
import { sortOut } from './held-samples';
import { countSamples, halve, type Outgoing, toBody } from './outgoing';

/** What came of a request. */
export interface Sent {
  /** Keys of the series of which the engine has at least one sample now. */
  series: Set<string>;
  /** Samples it has now. */
  samples: number;
  /** Samples it would not take. */
  refused: number;
}

/** A request is halved until what is at fault stands alone, but it is not asked more often than this for one of them. */
const mostHalvings = 60;

/**
 * Sends a request. An engine refuses all of it for one sample that it will not take, so what it has already is found out,
 * what is newer is sent by itself, and of the rest as much as it takes. Throws an `EngineFault` when it takes nothing just
 * now; what was sent before stays, and sending all of it again is safe.
 */
export async function sendRequest(engine: Engine, request: readonly Outgoing[], now: Date): Promise<Sent> {
  const sent: Sent = { series: new Set(), samples: 0, refused: 0 };
  const fault = await trySend(engine, request, sent);
  if (fault === null) return sent;
  // Prometheus 2.42 answers 500 to a sample older than its window for late ones. One that takes a request without samples is
  // not at fault itself.
  if (fault.kind !== 'refused') await engine.write(toBody([]), 1);
  const { held, newer, late } = await sortOut(engine, request, now);
  take(held, sent);
  const halvings = { left: mostHalvings };
  await sendWhatGoes(engine, newer, sent, halvings);
  await sendWhatGoes(engine, late, sent, halvings);
  return sent;
}

/** Null when the engine took it, after noting that; the fault when it would not. Throws any other. */
async function trySend(
  engine: Engine,
  request: readonly Outgoing[],
  sent: Sent,
  attempts?: number,
): Promise<EngineFault | null> {
  if (request.length === 0) return null;
  try {
    await engine.write(toBody(request), attempts);
  } catch (error) {
    if (error instanceof EngineFault && (error.kind === 'refused' || error.status === 500)) return error;
    throw error;
  }
  take(request, sent);
  return null;
}

async function sendWhatGoes(
  engine: Engine,
  request: readonly Outgoing[],
  sent: Sent,
  halvings: { left: number },
): Promise<void> {
  const fault = await trySend(engine, request, sent, 1);
  if (fault === null) return;
  const count = countSamples(request);
  if (count === 1 || halvings.left <= 0) {
    sent.refused += count;
    return;
  }
  halvings.left -= 1;
  for (const half of halve(request)) await sendWhatGoes(engine, half, sent, halvings);
}

function take(request: readonly Outgoing[], sent: Sent): void {
  for (const { key } of request) sent.series.add(key);
  sent.samples += countSamples(request);
}
