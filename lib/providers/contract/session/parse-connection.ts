import { z } from 'zod';
import { type FieldFault, Refusal } from '@/lib/domain/refusal';
import type { Provider } from '../provider';

/** Settings and secret as the provider's schemas read them. */
export interface ParsedConnection<Settings, Secret> {
  settings: Settings;
  secret: Secret | null;
}

/** Throws a `Refusal` of kind `invalid` naming each field as `settings.x` or `secret.x`; never repeats a value. */
export function parseConnection<Settings, Secret>(
  provider: Provider<Settings, Secret>,
  input: { settings: unknown; secret: unknown },
): ParsedConnection<Settings, Secret> {
  const settings = provider.settingsSchema.safeParse(input.settings);
  const secret = z.nullable(provider.secretSchema).safeParse(input.secret);
  if (settings.success && secret.success) return { settings: settings.data, secret: secret.data };
  const faults = [...toFieldFaults('settings', settings.error), ...toFieldFaults('secret', secret.error)];
  throw new Refusal('invalid', `The ${provider.title} connection cannot be used as it is configured.`, faults);
}

function toFieldFaults(root: string, error: z.ZodError | undefined): FieldFault[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ path: [root, ...path].join('.'), message }));
}
