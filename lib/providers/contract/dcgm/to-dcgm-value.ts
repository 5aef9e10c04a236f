import type { DcgmValueType } from './dcgm-fields';

/** From here on DCGM means "no value": blank, not found, not supported or not permitted. */
const blankFrom: Record<DcgmValueType, number> = {
  'small-integer': 0x7ffffff0,
  counter: Number('0x7ffffffffffffff0'),
  double: 140_737_488_355_328,
};

/** The number a sample holds, as DCGM wrote it; null when it has none. */
export function toDcgmValue(text: string, type: DcgmValueType): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value < blankFrom[type] ? value : null;
}
