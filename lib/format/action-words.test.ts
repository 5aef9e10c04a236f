import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nameAction } from './action-words';

test('every action that the source puts on record has words', () => {
  const files = globSync('lib/{access,api,audit,commands,worker}/**/*.ts').filter((path) => !path.includes('.test.'));
  const named = files.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => /\baction: /.test(line))
      .flatMap((line) => [...line.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].flatMap(([, code]) => code ?? [])),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((code) => nameAction(code) === code)).toEqual([]);
});

test('an action not known keeps its code', () => {
  expect(nameAction('model.promote')).toBe('model.promote');
});
