/**
 * Bytes of a unit of data, by what whoever bills documents. `GB` is 2³⁰ bytes at AWS (Amazon S3's pricing works its examples
 * so) and 10⁹ where FOCUS's unit format is followed; Google names gibibytes. Azure does not say what its GB is.
 */
const decimal = { kb: 10n ** 3n, mb: 10n ** 6n, gb: 10n ** 9n, tb: 10n ** 12n, pb: 10n ** 15n } as const;
const binary = { kb: 2n ** 10n, mb: 2n ** 20n, gb: 2n ** 30n, tb: 2n ** 40n, pb: 2n ** 50n } as const;
const certain: Readonly<Record<string, bigint>> = {
  byte: 1n,
  kib: binary.kb,
  mib: binary.mb,
  gib: binary.gb,
  tib: binary.tb,
  pib: binary.pb,
  kibibyte: binary.kb,
  mebibyte: binary.mb,
  gibibyte: binary.gb,
  tebibyte: binary.tb,
  pebibyte: binary.pb,
};

/** How many bytes one unit is; null where the unit is none of data, or its provider does not document it. */
export function bytesOfUnit(unit: string | null, provider: string | null): bigint | null {
  if (unit === null) return null;
  if (unit === 'B') return 1n;
  const name = unit.trim().toLowerCase().replace(/s$/, '');
  const exact = certain[name];
  if (exact !== undefined) return exact;
  const loose = (['kb', 'mb', 'gb', 'tb', 'pb'] as const).find(
    (one) => one === name || name === `${{ kb: 'kilo', mb: 'mega', gb: 'giga', tb: 'tera', pb: 'peta' }[one]}byte`,
  );
  if (loose === undefined || provider === 'azure') return null;
  return provider === 'aws' ? binary[loose] : decimal[loose];
}
