import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { linkHealthWords } from '@/lib/format/link-words';
import type { SceneLine, SceneSite } from './to-scene';

export interface SceneWords {
  title: string;
  lines: readonly string[];
}

/** A site in words. */
export function saySite({ title, health, links, isLocated }: SceneSite): SceneWords {
  return {
    title,
    lines: [
      `${linkHealthWords[health].word}, ${formatQuantity(links, 'link')}`,
      ...(isLocated ? [] : ['Nobody told its coordinates']),
    ],
  };
}

/** What a line is between, as the name of it. */
export function nameLine({ from, to }: Pick<SceneLine, 'from' | 'to'>): string {
  if (to === null) return `${from.title} – not known where`;
  return to === from ? `Within ${from.title}` : `${from.title} – ${to.title}`;
}

/** The capacity of a line; null: unknown. A floor while it is not known of all. */
export function sayCapacity({
  capacity,
  unknownCapacity,
}: Pick<SceneLine, 'capacity' | 'unknownCapacity'>): string | null {
  if (capacity === null) return null;
  return `${unknownCapacity > 0 ? '≥ ' : ''}${formatBitRate(capacity)}`;
}

/** A line in words. */
export function sayLine(line: SceneLine): SceneWords {
  const { links, unhealthy, health, busiest, to, nameless } = line;
  const capacity = sayCapacity(line);
  return {
    title: nameLine(line),
    lines: [
      `${linkHealthWords[health].word}: ${unhealthy} of ${formatQuantity(links, 'link')} not healthy`,
      ...(to === null ? [`End where no source says; of ${nameless} not even a name`] : []),
      capacity === null ? 'Capacity not known' : `Capacity ${capacity} each way`,
      busiest === null ? 'Utilisation not known' : `Busiest link ${formatPercent(busiest)}`,
    ],
  };
}
