import { expect, it } from 'vitest';
import { daily } from './cost-point';
import { detectAnomalies } from './detect-anomalies';
import { toEstimate } from './statistics';
import { drawNormal, newRandom, toPoints } from './test-costs';

/** What is put into costs: from which day, for how many days (null: from then on), times how much. */
interface Event {
  day: number;
  days: number | null;
  times: number;
}

const dayCount = 150;
const firstJudged = 63;

/** Costs as they come: a level, a week, growth, noise with some days further out, holes, and an event or none. */
function drawCosts(seed: number): { values: (number | null)[]; event: Event | null } {
  const random = newRandom(seed);
  const level = 10 ** (2 + 3 * random());
  const weekend = 0.3 + 0.7 * random();
  const growth = (random() - 0.3) * 0.004;
  const noise = 0.01 + 0.07 * random();
  const kind = Math.floor(random() * 4);
  const day = firstJudged + 5 + Math.floor(random() * 65);
  const events: (Event | null)[] = [
    null,
    { day, days: 1 + Math.floor(random() * 3), times: 1.4 + 1.5 * random() },
    { day, days: 1 + Math.floor(random() * 3), times: 0.4 * random() },
    { day, days: null, times: random() < 0.5 ? 1.4 + random() : 0.5 },
  ];
  const event = events[kind] ?? null;
  const isIn = (index: number) =>
    event !== null && index >= event.day && (event.days === null || index < event.day + event.days);
  const values = Array.from({ length: dayCount }, (_, index) => {
    if (random() < 0.01 && !isIn(index)) return null;
    // One day in fifty lies twice as far out as the others.
    const width = random() < 0.02 ? 2 * noise : noise;
    const usual = level * (index % 7 >= 5 ? weekend : 1) * (1 + growth) ** index * Math.exp(width * drawNormal(random));
    return isIn(index) && event !== null ? usual * event.times : usual;
  });
  return { values, event };
}

it('finds what was put into two hundred courses of costs, and little else', () => {
  let hits = 0;
  let misses = 0;
  let falseAlarms = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const { values, event } = drawCosts(seed);
    const { anomalies } = detectAnomalies(toPoints(values), daily, toEstimate(5));
    const judged = anomalies.filter(({ first }) => first >= firstJudged);
    const isOfEvent = ({ first, last }: { first: number; last: number }) =>
      event !== null && first <= event.day + (event.days ?? 7) - 1 && last >= event.day;
    if (judged.some(isOfEvent)) hits += 1;
    else if (event !== null) misses += 1;
    falseAlarms += judged.filter((one) => !isOfEvent(one)).length;
  }
  const recall = hits / (hits + misses);
  const precision = hits / (hits + falseAlarms);
  expect(recall).toBeGreaterThan(0.95);
  expect(precision).toBeGreaterThan(0.95);
});
