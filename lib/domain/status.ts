/**
 * How a thing stands, in the five words the console uses everywhere.
 * `unknown` is a finding, not a default: it means no source could say.
 */
export type HealthStatus = 'healthy' | 'in-progress' | 'warning' | 'critical' | 'unknown';

/** Worst first: what a roll-up shows when its parts differ. */
export const healthPrecedence = [
  'critical',
  'unknown',
  'warning',
  'in-progress',
  'healthy',
] as const satisfies HealthStatus[];

/**
 * The status of a whole from the status of its parts.
 * No parts is `unknown`: an empty set proves nothing.
 */
export function rollUpHealth(parts: Iterable<HealthStatus>): HealthStatus {
  const present = new Set(parts);
  return healthPrecedence.find((status) => present.has(status)) ?? 'unknown';
}
