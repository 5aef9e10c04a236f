import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Colour, contrast, distance, mix, parseHex, visions } from './test-colour';

type Theme = 'light' | 'dark';
const themes: readonly Theme[] = ['light', 'dark'];
const sheet = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...sheet.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light = '', dark = '']) => [
    name,
    { light: parseHex(light), dark: parseHex(dark) },
  ]),
);
const tintShare = { light: 0.1, dark: 0.16 };
const grounds = ['canvas', 'surface', 'raised'];
const statuses = ['healthy', 'in-progress', 'warning', 'critical', 'unknown'];
const providers = ['aws', 'google-cloud', 'azure', 'oracle', 'coreweave', 'lambda', 'on-premises'];

function colour(name: string, theme: Theme): Colour {
  const token = tokens.get(name);
  if (!token) throw new Error(`globals.css has no token ${name}`);
  return token[theme];
}

/** The least contrast of a colour on any of these grounds, in both themes. */
function leastContrast(name: string, on: readonly string[]): number {
  const ratios = themes.flatMap((theme) => on.map((ground) => contrast(colour(name, theme), colour(ground, theme))));
  return Math.min(...ratios);
}

/** The least distance of any two of these colours to any eyes. */
function leastDistance(names: readonly string[], theme: Theme): number {
  const distances = Object.values(visions).flatMap((vision) =>
    names.flatMap((one, index) =>
      names.slice(index + 1).map((other) => distance(colour(one, theme), colour(other, theme), vision)),
    ),
  );
  return Math.min(...distances);
}

describe('text', () => {
  test.each([
    ['text', 14],
    ['muted', 6],
    ['subtle', 4.6],
    ['accent', 4.5],
  ])('%s stands out by %d at least on every ground', (name, least) => {
    expect(leastContrast(name, [...grounds, 'sunken'])).toBeGreaterThanOrEqual(least);
  });

  test('on the accent stands out by 7', () => {
    expect(leastContrast('on-accent', ['accent', 'accent-hover'])).toBeGreaterThanOrEqual(7);
  });

  test('of the accent reads on its own tint', () => {
    const shares = { light: 0.08, dark: 0.14 };
    for (const theme of themes) {
      const tint = mix(colour('accent', theme), colour('surface', theme), shares[theme]);
      expect(contrast(colour('accent', theme), tint)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('the borders of controls and the focus ring stand out by 3.2', () => {
  expect(leastContrast('border-control', [...grounds, 'sunken'])).toBeGreaterThanOrEqual(3.2);
  expect(leastContrast('focus', [...grounds, 'sunken'])).toBeGreaterThanOrEqual(3.2);
});

describe('a status', () => {
  test.each(statuses)('%s reads as text by 4.8, also on its tint', (status) => {
    expect(leastContrast(status, grounds)).toBeGreaterThanOrEqual(4.8);
    for (const theme of themes) {
      const tint = mix(colour(status, theme), colour('surface', theme), tintShare[theme]);
      expect(contrast(colour(status, theme), tint)).toBeGreaterThanOrEqual(4.8);
    }
  });

  test.each(statuses)('%s stands out as a mark by 3', (status) => {
    expect(leastContrast(`${status}-mark`, grounds)).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['light', 10.6],
    ['dark', 14.28],
  ] as const)('is told from every other by its mark in %s, to any eyes', (theme, least) => {
    const marks = statuses.map((status) => `${status}-mark`);
    expect(leastDistance(marks, theme)).toBeGreaterThanOrEqual(least);
  });
});

describe('a provider', () => {
  const names = providers.map((provider) => `provider-${provider}`);

  test.each(names)('%s stands out by 3 on every ground', (name) => {
    expect(leastContrast(name, grounds)).toBeGreaterThanOrEqual(3);
  });

  test.each([
    ['light', 11],
    ['dark', 12.9],
  ] as const)('is told from every other in %s, to any eyes', (theme, least) => {
    expect(leastDistance(names, theme)).toBeGreaterThanOrEqual(least);
  });
});

test('a sequence grows steadily darker in light and lighter in dark', () => {
  const steps = [1, 2, 3, 4, 5, 6, 7].map((step) => `sequential-${step}`);
  for (const theme of themes) {
    const contrasts = steps.map((name) => contrast(colour(name, theme), colour('surface', theme)));
    expect(contrasts).toEqual([...contrasts].sort((one, other) => one - other));
  }
});

test('the style sheet names no colour outside its table', () => {
  const table = sheet.slice(sheet.indexOf('@theme'), sheet.indexOf('--font-sans'));
  expect(sheet.replace(table, '').match(/#[0-9a-f]{3,8}\b/gi)).toBeNull();
});
