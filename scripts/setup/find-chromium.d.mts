/** The browser the journeys run in: Playwright's own, else the machine's; null when there is none. */
export function findChromium(): string | null;
