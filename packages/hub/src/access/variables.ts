import type { ConditionContext } from './caller.js';
import { literalTokens, type Token, wildcardTokens } from './wildcard.js';

const VARIABLE = /\$\{([^{}]*)\}/g;
const LITERALS: ReadonlyMap<string, string> = new Map([
  ['*', '*'],
  ['?', '?'],
  ['$', '$'],
]);
const WITH_DEFAULT = /^\s*([^\s,]+)\s*,\s*'([^']*)'\s*$/;

/** A text with its policy variables resolved; undefined if one has no single value, so that nothing can match. */
export interface Resolved {
  /** The text itself, for comparisons without wildcards. */
  text: string;
  /** Its wildcards: those written in the policy, never those of a value that was filled in. */
  tokens: Token[];
}

/**
 * Resolves `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}` of a policy of version 2012-10-17.
 * Keys of the context are in lower case.
 */
export function resolve(
  written: string,
  context: ConditionContext,
  variables: boolean,
): Resolved | undefined {
  if (!variables || !written.includes('${')) return { text: written, tokens: wildcardTokens(written) };
  let text = '';
  const tokens: Token[] = [];
  let end = 0;
  for (const match of written.matchAll(VARIABLE)) {
    const before = written.slice(end, match.index);
    const value = variableValue(match[1] ?? '', context);
    if (value === undefined) return undefined;
    text += before + value;
    tokens.push(...wildcardTokens(before), ...literalTokens(value));
    end = match.index + match[0].length;
  }
  const rest = written.slice(end);
  tokens.push(...wildcardTokens(rest));
  return { text: text + rest, tokens };
}

function variableValue(inner: string, context: ConditionContext): string | undefined {
  const literal = LITERALS.get(inner.trim());
  if (literal !== undefined) return literal;
  const [, name = inner.trim(), fallback] = WITH_DEFAULT.exec(inner) ?? [];
  const values = context.get(name.toLowerCase());
  if (values === undefined) return fallback;
  return values.length === 1 ? values[0] : undefined;
}
