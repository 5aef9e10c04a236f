import type { StatusTone } from '@/components/ui/status-mark';
import type { GpuHealth, GpuUse } from '@/lib/api/contracts/gpu-keys';
import { nameProvider } from '@/lib/format/provider-words';
import type { GpuFilterKey } from '@/lib/queries/gpus-url';

/** How a device's health shows. */
export const gpuHealthWords: Record<GpuHealth, { word: string; tone: StatusTone }> = {
  healthy: { word: 'Healthy', tone: 'healthy' },
  degraded: { word: 'Degraded', tone: 'warning' },
  failed: { word: 'Failed', tone: 'critical' },
  unknown: { word: 'Unknown', tone: 'unknown' },
};

/** What a device is doing, in a word and in a few. */
export const gpuUseWords: Record<GpuUse, { word: string; says: string }> = {
  busy: { word: 'Busy', says: 'doing work' },
  quiet: { word: 'Quiet', says: 'held, neither busy nor idle for a quarter of an hour' },
  idle: { word: 'Idle', says: 'held, and doing nothing for a quarter of an hour' },
  free: { word: 'Free', says: 'nobody has it' },
  unknown: { word: 'Use unknown', says: 'no source tells' },
};

export const gpuFilterTitles: Record<GpuFilterKey, string> = {
  site: 'Site',
  provider: 'Provider',
  cluster: 'Cluster',
  model: 'Model',
  team: 'Team',
  health: 'Health',
  use: 'Use',
};

/** What a filter's value is called. */
export function nameGpuFilterValue(
  key: GpuFilterKey,
  value: string,
  siteTitles: Readonly<Record<string, string>>,
): string {
  if (key === 'provider') return nameProvider(value);
  if (key === 'health') return findWord(gpuHealthWords, value);
  if (key === 'use') return findWord(gpuUseWords, value);
  if (key === 'site') return siteTitles[value] ?? value;
  return value === '' ? 'None known' : value;
}

function findWord(words: Readonly<Record<string, { word: string }>>, value: string): string {
  return words[value]?.word ?? value;
}

const healthLetters: Readonly<Record<string, GpuHealth>> = { h: 'healthy', d: 'degraded', f: 'failed', u: 'unknown' };
const useLetters: Readonly<Record<string, GpuUse>> = { b: 'busy', q: 'quiet', i: 'idle', f: 'free', u: 'unknown' };

/** The health that a letter of the fleet stands for. */
export const readHealth = (letter: string | undefined): GpuHealth => healthLetters[letter ?? 'u'] ?? 'unknown';

/** The use that a letter of the fleet stands for. */
export const readUse = (letter: string | undefined): GpuUse => useLetters[letter ?? 'u'] ?? 'unknown';
