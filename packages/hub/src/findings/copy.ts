/**
 * A copy of an object that JSON.parse made, to be changed. Engines copy the members of many different objects ten times as fast
 * this way as by spreading, but would take a member of the name `__proto__` for the prototype.
 */
export const copyOf = <T extends object>(object: T): T =>
  Object.hasOwn(object, '__proto__') ? { ...object } : Object.assign({}, object);
