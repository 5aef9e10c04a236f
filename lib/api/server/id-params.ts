import { z } from 'zod';

/** The path of one thing by its id. */
export const idParams = z.strictObject({ id: z.uuid() });
