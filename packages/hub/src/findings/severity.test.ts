import { describe, expect, it } from 'vitest';
import { completeSeverity, labelOf, providerSeverity, severityFromProvider } from './severity.js';

describe('severity', () => {
  it.each([
    [0, 'INFORMATIONAL'],
    [1, 'LOW'],
    [39, 'LOW'],
    [40, 'MEDIUM'],
    [69, 'MEDIUM'],
    [70, 'HIGH'],
    [89, 'HIGH'],
    [90, 'CRITICAL'],
    [100, 'CRITICAL'],
  ])('labels %i as %s', (normalized, label) => {
    expect(labelOf(normalized)).toBe(label);
  });

  it('completes whichever is missing and reconciles nothing', () => {
    expect(completeSeverity({ Label: 'MEDIUM' })).toEqual({ Label: 'MEDIUM', Normalized: 40 });
    expect(completeSeverity({ Normalized: 30, Product: 3 })).toEqual({
      Normalized: 30,
      Product: 3,
      Label: 'LOW',
    });
    expect(completeSeverity({ Label: 'LOW', Normalized: 99 })).toEqual({ Label: 'LOW', Normalized: 99 });
    expect(completeSeverity({ Original: '7' })).toEqual({ Original: '7' });
  });

  it('gives the provider what it can hold', () => {
    expect(providerSeverity({ Normalized: 75, Product: 7, Original: '7' })).toEqual({
      Label: 'HIGH',
      Original: '7',
    });
  });

  it('takes the top level from the provider, keeping what only the top level can hold where both agree', () => {
    expect(severityFromProvider({ Label: 'LOW', Original: '1' }, undefined)).toEqual({
      Label: 'LOW',
      Original: '1',
      Normalized: 1,
    });
    expect(severityFromProvider({ Label: 'LOW' }, { Label: 'HIGH', Normalized: 80 })).toEqual({
      Label: 'LOW',
      Normalized: 1,
    });
    expect(severityFromProvider({ Label: 'HIGH' }, { Normalized: 80, Product: 8 })).toEqual({
      Label: 'HIGH',
      Normalized: 80,
      Product: 8,
    });
  });

  it('always has a label: of the provider, else of the top level, else the lowest', () => {
    expect(severityFromProvider({ Original: '7' }, { Normalized: 80, Product: 8, Original: 'x' })).toEqual({
      ...{ Label: 'HIGH', Normalized: 80, Product: 8, Original: '7' },
    });
    expect(severityFromProvider({ Original: '7' }, { Product: 3, Label: 'LOW' })).toEqual({
      ...{ Label: 'LOW', Normalized: 1, Product: 3, Original: '7' },
    });
    expect(severityFromProvider({ Original: '7' }, undefined)).toEqual({
      ...{ Label: 'INFORMATIONAL', Normalized: 0, Original: '7' },
    });
  });
});
