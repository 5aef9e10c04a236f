import { z } from 'zod';

/** Text as DuckDB writes it: decimals and days too. */
export const storedText = z.string().nullable();
const count = z.coerce.number();

/** Costs of a sum as DuckDB answers them. */
export const storedCostShape = {
  rows: count,
  billed: storedText,
  effective: storedText,
  list: storedText,
  contracted: storedText,
  untold_billed: count,
  untold_effective: count,
  untold_list: count,
  untold_contracted: count,
};
