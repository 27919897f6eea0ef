import { describe, expect, it } from 'vitest';
import { MANAGED_NUMBERS } from '../../packages/console/src/api/insights.ts';
import { ATTRIBUTES } from '../../packages/console/src/filter/attributes.ts';
import { CRITERIA, FIXED_VALUES, isGroupable } from '../../packages/console/src/filter/values.ts';
import { ATTRIBUTES as OF_HUB } from '../../packages/hub/dist/findings/filter/attributes.js';
import { checkCriteria } from '../../packages/hub/dist/findings/filter/criteria.js';
import { isGroupByAttribute } from '../../packages/hub/dist/insights/group-by.js';
import { MANAGED_INSIGHTS } from '../../packages/hub/dist/insights/managed.js';

/** The console knows nothing of the hub's inside, so what it says about the API is held to it here. */
describe('what the console knows of the API', () => {
  const pathOf = (/** @type {{member: string, each: boolean}[]} */ steps) =>
    steps.map(({ member, each }) => (each ? `${member}[]` : member)).join('.');

  it('are the attributes that findings are filtered by, and where they are', () => {
    const ofHub = [...OF_HUB.values()]
      .filter(({ kind }) => kind !== 'keyword')
      .map(({ name, kind, paths, sortable }) => ({ name, kind, sortable, path: paths.map(pathOf).join() }));
    const ours = ATTRIBUTES.map(({ name, kind, path, sortable }) => ({ name, kind, sortable, path }));
    expect(ours.sort(byName)).toEqual(ofHub.sort(byName));
  });

  it('is what findings are grouped by', () => {
    const grouped = ATTRIBUTES.filter(isGroupable).map(({ name }) => name);
    expect(grouped).toEqual(ATTRIBUTES.map(({ name }) => name).filter(isGroupByAttribute));
  });

  it('is what rules can look at', () => {
    const accepted = ATTRIBUTES.map(({ name }) => name).filter((name) => {
      try {
        checkCriteria({ [name]: [{}] });
        return true;
      } catch {
        return false;
      }
    });
    expect(accepted.sort()).toEqual([...CRITERIA].sort());
  });

  it('are the insights that every hub has', () => {
    const numbers = MANAGED_INSIGHTS.map(({ arn }) => Number(arn.split('/').at(-1)));
    expect([...MANAGED_NUMBERS].sort()).toEqual(numbers.sort());
  });

  it('has values for attributes that there are', () => {
    const names = ATTRIBUTES.map(({ name }) => String(name));
    expect(names).toEqual(expect.arrayContaining(Object.keys(FIXED_VALUES)));
  });
});

const byName = (/** @type {{name: string}} */ one, /** @type {{name: string}} */ other) =>
  one.name < other.name ? -1 : 1;
