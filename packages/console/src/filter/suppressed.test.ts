import { describe, expect, test } from 'vitest';
import { DEFAULT_FILTERS, equals } from './filters.js';
import { suppressedIn, withSuppressed } from './suppressed.js';

const not = (Value: string) => ({ Value, Comparison: 'NOT_EQUALS' });

describe('suppressed findings', () => {
  test.each([
    [{}, 'shown'],
    [DEFAULT_FILTERS, 'hidden'],
    [{ WorkflowStatus: equals('SUPPRESSED') }, 'only'],
    [{ WorkflowStatus: equals('NEW', 'SUPPRESSED') }, 'shown'],
    [{ WorkflowStatus: [not('SUPPRESSED')] }, 'hidden'],
    [{ WorkflowStatus: [not('RESOLVED')] }, 'shown'],
  ] as const)('with %j are %s', (filters, expected) => {
    expect(suppressedIn(filters)).toBe(expected);
  });

  test.each(['shown', 'hidden', 'only'] as const)('are %s when asked for', (wanted) => {
    for (const filters of [
      {},
      DEFAULT_FILTERS,
      { WorkflowStatus: equals('SUPPRESSED') },
      { WorkflowStatus: equals('NEW', 'SUPPRESSED') },
      { WorkflowStatus: [not('RESOLVED')] },
      { WorkflowStatus: [not('RESOLVED'), not('SUPPRESSED')] },
    ]) {
      expect(suppressedIn(withSuppressed(filters, wanted))).toBe(wanted);
    }
  });

  test('leave the rest of the filter as it is', () => {
    expect(withSuppressed(DEFAULT_FILTERS, 'shown')).toEqual({
      RecordState: equals('ACTIVE'),
      WorkflowStatus: equals('NEW', 'NOTIFIED', 'SUPPRESSED'),
    });
    expect(withSuppressed(withSuppressed(DEFAULT_FILTERS, 'shown'), 'hidden')).toEqual(DEFAULT_FILTERS);
    expect(withSuppressed({ WorkflowStatus: [not('RESOLVED')] }, 'hidden')).toEqual({
      WorkflowStatus: [not('RESOLVED'), not('SUPPRESSED')],
    });
  });

  test('never exclude and demand at once, which the API refuses', () => {
    const filters = withSuppressed({ WorkflowStatus: [not('SUPPRESSED')] }, 'only');
    expect(filters.WorkflowStatus).toEqual(equals('SUPPRESSED'));
  });
});
