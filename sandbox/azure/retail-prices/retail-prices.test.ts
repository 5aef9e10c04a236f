import { expect, test } from 'vitest';
import { parseODataFilter } from './odata-filter';

const row = { serviceName: 'Virtual Machines', armSkuName: 'Standard_X', isPrimary: true, tier: 0, skuName: 'X Spot' };

test.each([
  ['', true],
  ["serviceName eq 'Virtual Machines'", true],
  ["serviceName eq 'virtual machines'", false],
  ["armSkuName eq 'Standard_Y' or armSkuName eq 'Standard_X'", true],
  ["serviceName eq 'Virtual Machines' and (armSkuName eq 'Standard_Y' or armSkuName eq 'Standard_Z')", false],
  ["contains(skuName, 'Spot') and isPrimary eq true and tier eq 0", true],
  ["endswith(skuName, 'Spot') and startswith(skuName, 'X')", true],
])('%s holds: %s', (filter, holds) => {
  expect(parseODataFilter(filter)?.(row)).toBe(holds);
});

test.each(['armSkuName', "armSkuName like 'x'", "(armSkuName eq 'x'", "armSkuName eq 'x' and"])(
  '%s is no filter',
  (filter) => {
    expect(parseODataFilter(filter)).toBeNull();
  },
);
