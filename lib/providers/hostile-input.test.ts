import { describe, expect, it } from 'vitest';
import { providerIds } from '@/lib/domain/provider';
import { loadProvider } from './registry';

/** As much as a request may hold. */
const most = 2 ** 20;
const longTexts = {
  certificates: '-----BEGIN CERTIFICATE-----'.repeat(most / 27),
  slashes: `https://a.example/${'/'.repeat(most)}x`,
  inside: `/subscriptions${'/'.repeat(most)}x`,
  lines: 'a,'.repeat(most / 2),
  blanks: `https://a.example/${' '.repeat(most)}x`,
  dots: `${'a.'.repeat(most / 2)}!`,
  dashes: `a${'-'.repeat(most)}!`,
};

describe.each(providerIds)('the form of %s', (id) => {
  it('judges whatever somebody sends without keeping everybody else waiting', async () => {
    const provider = await loadProvider(id);
    const settingsFields = provider.form.fields.filter(({ secret }) => !secret);
    const secretFields = provider.form.fields.filter(({ secret }) => secret);
    for (const text of Object.values(longTexts)) {
      const fill = (fields: typeof settingsFields) =>
        Object.fromEntries(fields.map(({ name, input }) => [name, input === 'list' ? [text] : text]));
      const startedAt = performance.now();
      expect(provider.settingsSchema.safeParse(fill(settingsFields)).success).toBe(false);
      expect(provider.secretSchema.safeParse(fill(secretFields)).success).toBe(false);
      for (const { name } of secretFields) provider.secretSchema.safeParse({ [name]: text });
      // Far more than it takes on a busy machine, far less than what looks at each place again from each other.
      expect(performance.now() - startedAt).toBeLessThan(1000);
    }
  });
});
