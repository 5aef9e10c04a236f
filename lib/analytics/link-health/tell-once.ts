import type { LinkNow } from './advance-troubles';

/** A look at a link and what the link is made of. */
export interface Look {
  id: string;
  name: string;
  /** The link it is a part of; null: of none. */
  parent: string | null;
  parts: readonly string[];
  /** The links it rides on, as far as they are known. */
  carriers: readonly string[];
  now: LinkNow;
}

/**
 * Looks at wholes and their parts such that each trouble is told once: what befalls all parts by the whole, which names them
 * and their causes; what befalls one part by that part. A quality that a part is worse in is no sign of its whole. What rides
 * on nothing but lines that are down or flap falls with them, and they tell it. A part of what is switched off is so with it.
 */
export function tellOnce(looks: readonly Look[]): LinkNow[] {
  const byId = new Map(looks.map((look) => [look.id, look]));
  return looks.map(({ now, parent, parts, carriers }) => {
    const whole = parent === null ? undefined : byId.get(parent)?.now;
    const lines = carriers.map((carrier) => byId.get(carrier)?.now);
    const own = parts.flatMap((part) => byId.get(part) ?? []);
    return {
      ...now,
      ...(whole?.state === 'disabled' ? { state: 'disabled' as const, since: whole.since } : {}),
      isToldByOthers: hasFallen(whole) || (lines.length > 0 && lines.every(hasFallen)),
      cause: now.cause ?? (now.state === 'down' ? toCause(own) : null),
      quality: withoutSignsOf(own, now.quality),
    };
  });
}

function hasFallen(now: LinkNow | undefined): boolean {
  return now !== undefined && (now.state === 'down' || now.isFlapping);
}

function toCause(parts: readonly Look[]): string | null {
  const down = parts.filter(({ now }) => now.state === 'down');
  if (down.length === 0) return null;
  return down.map(({ name, now }) => (now.cause === null ? name : `${name}: ${now.cause}`)).join('; ');
}

function withoutSignsOf(parts: readonly Look[], quality: LinkNow['quality']): LinkNow['quality'] {
  if (quality.verdict !== 'worse') return quality;
  const told = new Set(
    parts.flatMap(({ now }) => (now.quality.verdict === 'worse' ? now.quality.signs.map((sign) => sign.quality) : [])),
  );
  const signs = quality.signs.filter((sign) => !told.has(sign.quality));
  return signs.length === 0 ? { verdict: 'unclear' } : { ...quality, signs };
}
