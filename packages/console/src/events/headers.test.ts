import { expect, test } from 'vitest';
import { headersFrom } from './headers.js';

test.each<[string, Record<string, string> | undefined]>([
  ['', {}],
  ['Authorization: Bearer a:b ', { Authorization: 'Bearer a:b' }],
  ['  X-One:1\n\nX-Two :  two words\n', { 'X-One': '1', 'X-Two': 'two words' }],
  ['X-Empty:', { 'X-Empty': '' }],
  ['no header', undefined],
  ['X-One: 1\n: 2', undefined],
])('headers of %j', (typed, headers) => {
  expect(headersFrom(typed)).toEqual(headers);
});
