import { type Reader, readMembers, required } from '../../admin/members.js';
import { invalidInput } from '../../errors.js';

const nonEmpty: Reader<string> = (value, name) => {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidInput(`${name} must be text that is not empty`);
};

/** A finding as callers name it: `{"Id", "ProductArn"}`. */
export const readFindingIdentifier: Reader<{ id: string; productArn: string }> = (value) => {
  const members = readMembers(value, ['Id', 'ProductArn']);
  return { id: required(members, 'Id', nonEmpty), productArn: required(members, 'ProductArn', nonEmpty) };
};
