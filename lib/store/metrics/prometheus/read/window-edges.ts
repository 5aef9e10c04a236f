import { EngineFault } from '../connect/engine-fault';
import type { Engine } from '../connect/open-engine';
import { queryAt } from './query-engine';

/** Whether a window of the engine holds a sample at the very moment it begins. */
export type WindowEdges = 'closed' | 'left-open';

const expiresAfterMs = 10 * 60_000;
const anyMinute = 1_700_000_040_000;

/**
 * How the engine's windows begin: closed until Prometheus 2, left-open since Prometheus 3 and in VictoriaMetrics. Asked of the
 * engine, by a question that no stored sample can change, and again from time to time: it may be replaced while we run.
 */
export function watchWindowEdges(engine: Engine, now: () => Date): () => Promise<WindowEdges> {
  let known: { edges: Promise<WindowEdges>; until: number } | null = null;
  return () => {
    const at = now().getTime();
    if (known !== null && at < known.until) return known.edges;
    const asked = { edges: ask(engine), until: at + expiresAfterMs };
    known = asked;
    asked.edges.catch(() => {
      if (known === asked) known = null;
    });
    return asked.edges;
  };
}

async function ask(engine: Engine): Promise<WindowEdges> {
  const { series } = await queryAt(engine, 'count_over_time(vector(1)[1m:1m])', anyMinute);
  const count = series[0]?.values[0];
  if (count === 1) return 'left-open';
  if (count === 2) return 'closed';
  throw new EngineFault(
    'unexpected',
    'The metric store does not say how its windows begin, so nothing can be rolled up.',
  );
}
