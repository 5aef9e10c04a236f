import { type ParquetColumn, physical } from './column';
import { integer, type ThriftField, type ThriftValue } from './thrift';

const repetitions = { required: 0, optional: 1, repeated: 2 } as const;
const converted = { utf8: 0, map: 1, timestampMillis: 9 } as const;

/** The elements of a file's schema, the root first. */
export function schemaOf(columns: readonly ParquetColumn[]): ThriftValue[] {
  const root: ThriftField[] = [
    [4, { text: 'root' }],
    [5, { i32: columns.length }],
  ];
  return [{ struct: root }, ...columns.flatMap(schemaOfColumn)];
}

function schemaOfColumn({ name, type }: ParquetColumn): ThriftValue[] {
  const leaf = (leafName: string, physicalType: number, repetition: number, logical?: number): ThriftValue => ({
    struct: [
      integer(1, physicalType),
      integer(3, repetition),
      [4, { text: leafName }],
      ...(logical === undefined ? [] : [integer(6, logical)]),
    ],
  });
  switch (type) {
    case 'text':
      return [leaf(name, physical.text, repetitions.optional, converted.utf8)];
    case 'double':
      return [leaf(name, physical.double, repetitions.optional)];
    case 'instant':
      return [leaf(name, physical.int64, repetitions.optional, converted.timestampMillis)];
    case 'map':
      return [
        { struct: [integer(3, repetitions.optional), [4, { text: name }], integer(5, 1), integer(6, converted.map)] },
        { struct: [integer(3, repetitions.repeated), [4, { text: 'key_value' }], integer(5, 2)] },
        leaf('key', physical.text, repetitions.required, converted.utf8),
        leaf('value', physical.text, repetitions.optional, converted.utf8),
      ];
  }
}
