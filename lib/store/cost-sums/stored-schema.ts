import { z } from 'zod';

/** Text as DuckDB writes it: decimals and days too. */
export const storedText = z.string().nullable();
