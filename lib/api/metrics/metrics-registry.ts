import { collectDefaultMetrics, Registry } from 'prom-client';

// A bundler may load this module once a route, and each copy must count in the same registry.
const holder: { millwrightMetrics?: Registry } = globalThis as typeof globalThis & { millwrightMetrics?: Registry };

function sharedRegistry(): Registry {
  if (holder.millwrightMetrics) return holder.millwrightMetrics;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  holder.millwrightMetrics = registry;
  return registry;
}

/** The Prometheus metrics of this process. */
export const metricsRegistry: Registry = sharedRegistry();
