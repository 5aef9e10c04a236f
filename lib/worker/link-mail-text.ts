import type { BaselineBasis, KeptSign, Quality, TroubledLink, TroubleEnd } from '@/lib/domain/link/link-trouble';
import type { TellableTrouble } from '@/lib/store/links/link-watches';
import type { StandingLink } from '@/lib/views/links/link-net';

/** What is known of a link that nobody lists any more; null: it is listed, or that was not kept. */
export function toUnlisted({ endedBy, link }: TellableTrouble): TroubledLink | null {
  return endedBy === 'not-listed' ? link : null;
}

const beginWords: Record<string, string> = {
  down: 'is down',
  flapping: 'comes and goes',
  degraded: 'is worse than usual',
  'spares-lost': 'has lost its spares',
};
const endWords: Record<string, string> = {
  down: 'is no longer down',
  flapping: 'stands still again',
  degraded: 'is as usual again',
  'spares-lost': 'has a spare again',
};

const endings: Record<Exclude<TroubleEnd, 'recovered'>, { says: string; why: string }> = {
  disabled: {
    says: 'was switched off',
    why: 'Somebody switched it off, and nothing is expected of it until it is on again.',
  },
  'not-listed': {
    says: 'is no longer listed',
    why: 'Its source no longer lists it, or nobody declares it any more; how it stands is not known.',
  },
  'no-spares': {
    says: 'has nothing named that would stand in for it',
    why: 'What stood in for it was switched off or is no longer listed.',
  },
  'not-carrying': { says: 'did not carry itself', why: 'It did not carry itself, which is a trouble of its own.' },
  joined: { says: 'is one with another', why: 'It turned out to be one with another link, whose trouble goes on.' },
};

/** The mail of a trouble's begin or end; `one`: the link as it is listed now. */
export function toLinkMail(
  trouble: TellableTrouble,
  moment: 'begin' | 'end',
  one: StandingLink | undefined,
  origin: string | null,
): { subject: string; lines: string[] } {
  const { kind, openedAt, closedAt, cause, signs, endedBy } = trouble;
  const ending = moment === 'end' && endedBy !== null && endedBy !== 'recovered' ? endings[endedBy] : null;
  const words = (moment === 'begin' ? beginWords : endWords)[kind] ?? `has a trouble: ${kind}`;
  const was = toUnlisted(trouble);
  const name = one?.link.told[0].facts.name ?? was?.name ?? 'without a name';
  const subject = `Link ${name} ${ending?.says ?? words}`;
  const ends =
    one === undefined
      ? (was?.ends ?? [])
      : [one.link.near, one.link.far].map(({ site, label }) => site ?? label ?? 'a place that is not known');
  const until = closedAt === null || moment === 'begin' ? null : closedAt.toISOString();
  const lines = [
    `${subject}.`,
    ...(ending === null ? [] : [`Until then it ${beginWords[kind] ?? 'had a trouble'}. ${ending.why}`]),
    '',
    `Between: ${ends.join(' and ')}`,
    `Since: ${openedAt.toISOString()}`,
    ...(until === null ? [] : [`Until: ${until}${ending === null ? ', and nothing since for an hour' : ''}`]),
    ...(signs.length === 0
      ? [`Cause: ${cause ?? 'its source gives none'}`]
      : signs.map((sign) => `${moment === 'begin' ? 'Seen' : 'Seen at its worst'}: ${saySign(sign)}`)),
    ...(moment === 'begin' && one?.verdict.finding === 'down' ? ['Nothing stands in for it.'] : []),
    ...(origin === null || one === undefined ? [] : ['', `${origin}/links/${encodeURIComponent(one.link.id)}`]),
  ];
  return { subject, lines };
}

const rounded = (rate: number) => String(Number(rate.toPrecision(3)));
const qualities: Record<Quality, { word: string; say: (value: number) => string }> = {
  latency: { word: 'Latency', say: (seconds) => `${(seconds * 1000).toFixed(1)} ms` },
  loss: { word: 'Loss', say: (share) => `${(share * 100).toFixed(1)}%` },
  drops: { word: 'Packets dropped', say: (rate) => `${rounded(rate)}/s` },
  errors: { word: 'Errors', say: (rate) => `${rounded(rate)}/s` },
  light: { word: 'Light received', say: (power) => `${power.toFixed(1)} dBm` },
};
const bases: Record<BaselineBasis, string> = {
  weekday: 'at this hour on this weekday',
  hour: 'at this hour of late',
  day: 'the day before',
};

function saySign({ quality, seen, usual, basis }: KeptSign): string {
  const { word, say } = qualities[quality];
  return `${word} ${say(seen)}, usually ${say(usual)} ${bases[basis]}`;
}
