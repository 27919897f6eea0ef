import { type Reader, readMembersOf, required } from '../../admin/members.js';
import { invalidInput } from '../../errors.js';

const nonEmpty: Reader<string> = (value, name) => {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidInput(`${name} must be text that is not empty`);
};

/** A finding as callers name it: `{"Id", "ProductArn"}`. */
export const readFindingIdentifier: Reader<{ id: string; productArn: string }> = (value, name) => {
  const members = readMembersOf(value, name, ['Id', 'ProductArn']);
  return {
    id: required(members, `${name}.Id`, nonEmpty),
    productArn: required(members, `${name}.ProductArn`, nonEmpty),
  };
};
