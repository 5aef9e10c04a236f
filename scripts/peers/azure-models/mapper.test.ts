import { expect, it } from 'vitest';
import { findMapperFaults, readMappers } from './mapper';

const text = { type: { name: 'String' } };
const mappers = readMappers({
  notAMapper: 5,
  Row: { type: { name: 'Composite', className: 'Row', modelProperties: { name: { ...text, required: true } } } },
  Answer: {
    type: {
      name: 'Composite',
      className: 'Answer',
      modelProperties: {
        id: { ...text, serializedName: 'id', nullable: false },
        nextLink: { ...text, serializedName: 'properties.nextLink' },
        rows: {
          serializedName: 'properties.rows',
          type: { name: 'Sequence', element: { type: { name: 'Composite', className: 'Row' } } },
        },
        kind: { serializedName: 'kind', type: { name: 'Enum', allowedValues: ['One'] } },
        at: { serializedName: 'at', type: { name: 'DateTime' } },
      },
    },
  },
});

it('finds nothing in what is made as the client says', () => {
  const answer = {
    id: 'x',
    kind: 'One',
    at: '2026-11-22T00:00:00Z',
    properties: { nextLink: null, rows: [{ name: 'x' }] },
  };
  expect(findMapperFaults(mappers, 'Answer', answer)).toEqual([]);
});

it('names what the client knows nothing of, what it needs, and values of another form', () => {
  const answer = { id: null, kind: 'Two', at: 'today', made: 'up', properties: { rows: [{}], extra: 1 } };
  expect(findMapperFaults(mappers, 'Answer', answer)).toEqual([
    'Answer.id is null',
    'Answer.kind has no value Two',
    'Answer.at: today is no DateTime',
    'Answer: there is no field made',
    'Answer.properties.rows[]: the field name is missing',
    'Answer.properties: there is no field extra',
  ]);
  expect(findMapperFaults(mappers, 'Nothing', {})).toEqual(['there is no class Nothing']);
});
