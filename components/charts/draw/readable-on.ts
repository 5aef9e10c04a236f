const known = new Map<string, string>();

/** Whichever of two colours reads better on a third, by WCAG 2's contrast. Colours as computed styles have them. */
export function readableOn(ground: string, one: string, other: string): string {
  const key = `${ground} ${one} ${other}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const chosen = contrast(ground, one) >= contrast(ground, other) ? one : other;
  known.set(key, chosen);
  return chosen;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? Number.NaN) + 0.05) / ((low ?? Number.NaN) + 0.05);
}

/** Of `rgb(…)`; of what is written otherwise, as of a bright colour. */
function luminance(colour: string): number {
  const parts = colour.match(/^rgba?\((\d+),? (\d+),? (\d+)/);
  if (parts === null) return 1;
  const [red, green, blue] = parts.slice(1).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? Number.NaN) + 0.7152 * (green ?? Number.NaN) + 0.0722 * (blue ?? Number.NaN);
}
