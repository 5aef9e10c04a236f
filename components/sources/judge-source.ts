import type { Source } from '@/lib/api/contracts/sources';
import type { HealthStatus } from '@/lib/domain/status';
import { rollUpHealth } from '@/lib/domain/status';
import { freshnessWords } from '@/lib/format/resource-words';

/** How a source stands: its mark, and the word beside it. */
export interface SourceVerdict {
  tone: HealthStatus | 'neutral';
  word: string;
}

/** A source's standing from its age, its gaps and whether it was paused by hand. Age weighs more than a gap. */
export function judgeSource(source: Source): SourceVerdict {
  if (source.freshness === 'never') return { tone: 'unknown', word: freshnessWords.never };
  if (source.freshness === 'expired') return { tone: 'unknown', word: freshnessWords.expired };
  if (source.freshness === 'stale') return { tone: 'warning', word: freshnessWords.stale };
  if (source.gaps.length > 0) return { tone: 'warning', word: 'Partial' };
  if (source.paused) return { tone: 'neutral', word: 'Paused' };
  return { tone: 'healthy', word: freshnessWords.fresh };
}

/** Whether all that the source has to tell is there and recent. */
export function isWhole(source: Source): boolean {
  return source.freshness === 'fresh' && source.gaps.length === 0;
}

export interface SourcesVerdict {
  /** Sources read wholly and recently. */
  whole: number;
  total: number;
  /** The worst of the parts; unknown when there are none. */
  tone: HealthStatus;
}

/** How the sources stand together. Healthy requires every one to be fresh and whole. */
export function judgeSources(sources: readonly Source[]): SourcesVerdict {
  const tones = sources.map((source) => judgeSource(source).tone);
  return {
    whole: sources.filter(isWhole).length,
    total: sources.length,
    tone: rollUpHealth(tones.map((tone) => (tone === 'neutral' ? 'healthy' : tone))),
  };
}
