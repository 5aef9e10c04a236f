import { describe, expect, test } from 'vitest';
import { parseQueryInput } from './parse-query-input';

describe('parseQueryInput', () => {
  test('unfolds numbered lists, also of structures, in the order of their numbers', () => {
    const parameters = new URLSearchParams(
      'Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=state&Filter.1.Value.2=b&Filter.1.Value.1=a&VpcId.10=y&VpcId.9=x&MaxResults=5',
    );
    expect(parseQueryInput(parameters)).toEqual({
      Filter: [{ Name: 'state', Value: ['a', 'b'] }],
      VpcId: ['x', 'y'],
      MaxResults: '5',
    });
  });

  test('drops the "member" step of lists', () => {
    expect(parseQueryInput(new URLSearchParams('PolicyArns.member.1.arn=x'))).toEqual({ PolicyArns: [{ arn: 'x' }] });
  });

  test('plants nothing into the prototype of objects', () => {
    parseQueryInput(new URLSearchParams('__proto__.polluted=1&a.__proto__.polluted=1'));
    expect({}).not.toHaveProperty('polluted');
  });
});
