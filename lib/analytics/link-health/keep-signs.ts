import type { JudgedSign, KeptSign, Quality } from '@/lib/domain/link/link-trouble';
import { isWorse } from './judge-quality';

/**
 * The signs of a trouble of quality after a look that found it worse than usual: every one it ever had, each as it was at its
 * worst. One that is as usual again says since when, and nothing of that once it is worse anew; one of which too little is
 * known stays as it was. The same list where nothing changed.
 */
export function keepSigns(
  kept: readonly KeptSign[],
  { signs, judged }: { signs: readonly JudgedSign[]; judged: readonly Quality[] },
  at: Date,
): readonly KeptSign[] {
  const next = kept.map((sign): KeptSign => {
    const now = signs.find(({ quality }) => quality === sign.quality);
    if (now === undefined) {
      const isOver = sign.until === null && judged.includes(sign.quality);
      return isOver ? { ...sign, until: at } : sign;
    }
    if (isWorse(sign.quality, now.seen, sign.seen)) return { ...now, since: sign.since, worstAt: at, until: null };
    return sign.until === null ? sign : { ...sign, until: null };
  });
  const others = signs
    .filter(({ quality }) => !kept.some((sign) => sign.quality === quality))
    .map((sign): KeptSign => ({ ...sign, worstAt: at, until: null }));
  const isSame = others.length === 0 && next.every((sign, index) => sign === kept[index]);
  return isSame ? kept : [...next, ...others];
}
