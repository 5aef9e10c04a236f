import { MinuteBook } from '@/lib/domain/probe/minute-book';
import type { ProbeKind, ProbeMinute } from '@/lib/domain/probe/probe';
import { drawsOf } from '@/sandbox/world/draws';
import { createLinkWorld } from '@/sandbox/world/links/link-world';

/** What agents of the demo measure by tcp: from a place to another that a link of the simulated factory joins it with. */
export interface SimulatedWay {
  from: string;
  to: string;
  links: readonly string[];
}

const minuteMs = 60_000;
const roundsOfMinute = 4;
const attemptsOfRound = 5;
const spacingMs = 200;
/** Nobody put an agent there, so that the ways back from these places are not measured. */
const withoutAgent = ['tokyo', 'las-vegas'];

/** The ways that agents of the demo measure, one way and, where an agent stands at the other end, back. */
export function listSimulatedWays(seed: string): SimulatedWay[] {
  const ways = new Map<string, { from: string; to: string; links: string[] }>();
  const links = createLinkWorld(seed).links;
  const edges = links.filter(({ form }) => form === 'edge-tunnel');
  // What goes between edges goes by their tunnels.
  for (const { name, ends } of [...edges, ...links])
    for (const [near, far] of [ends, ends.toReversed()]) {
      const [from, to] = [near?.site, far?.site];
      if (!from || !to || from === to || withoutAgent.includes(from)) continue;
      const way = ways.get(`${from} ${to}`) ?? { from, to, links: [] };
      if (!way.links.includes(name)) way.links.push(name);
      ways.set(`${from} ${to}`, way);
    }
  return [...ways.values()];
}

/** What an agent measured of a way in one minute: as the first of its links that is up does in the simulated factory. */
export function measureMinute(
  seed: string,
  { from, to, links }: SimulatedWay,
  target: { id: string; kind: ProbeKind },
  minute: number,
): ProbeMinute | null {
  const world = createLinkWorld(seed);
  const link = links.find((each) => world.read(each, minute).isUp) ?? links[0];
  if (link === undefined) return null;
  const { latencySeconds, lossShare } = world.read(link, minute);
  const draws = drawsOf(seed, 'probe', from, to, target.kind, minute);
  const book = new MinuteBook();
  for (let round = 0; round < roundsOfMinute; round++)
    for (let attempt = 0; attempt < attemptsOfRound; attempt++) {
      const at = minute + (round * minuteMs) / roundsOfMinute + attempt * spacingMs;
      const isLost = latencySeconds === null || draws.fraction() < lossShare;
      // A queue now and then: a long tail, never less than the way itself takes.
      const wait = draws.fraction() ** 6 * 0.35 + draws.fraction() * 0.03;
      const outcome =
        isLost || latencySeconds === null
          ? { is: 'lost' as const }
          : { is: 'answered' as const, value: Math.round(latencySeconds * (1 + wait) * 1e9) };
      book.record(target.id, target.kind, at, outcome);
    }
  return book.takeBefore(Number.POSITIVE_INFINITY)[0] ?? null;
}
