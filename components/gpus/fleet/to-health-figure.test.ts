import { expect, test } from 'vitest';
import { sayGpuFigure } from '../gpu-figure';
import { toHealthFigure } from './to-health-figure';

const health = { healthy: 1_200, degraded: 0, failed: 4, unknown: 0 };
const fleetOf = (atLeast: boolean) => ({ health, funnel: { total: { value: 1_204, unknown: 0, atLeast } } });

test('how many devices stand so is as sure as how many there are', () => {
  expect(sayGpuFigure(toHealthFigure(fleetOf(false), 'failed'))).toBe('4');
  expect(sayGpuFigure(toHealthFigure(fleetOf(true), 'failed'))).toBe('at least 4');
});

test('none is a finding only where no machine is missing', () => {
  expect(sayGpuFigure(toHealthFigure(fleetOf(false), 'degraded'))).toBe('0');
  expect(sayGpuFigure(toHealthFigure(fleetOf(true), 'degraded'))).toBe('unknown');
});
