/** A value of a parameter: bytes are in PostgreSQL's binary form, everything else is sent as text. */
export type Parameter = Buffer | string | number;

/** One statement on its way. */
export interface Step {
  /** Under which the server knows the statement; empty: only until the next one. */
  name: string;
  /** Absent if the server knows it. */
  text: string | undefined;
  values: readonly Parameter[];
}

/** A message: what it is, and what is in it. */
type Message = readonly [type: 'P' | 'B' | 'E' | 'S', ...fields: readonly Field[]];
type Field = Buffer | { int16: number } | { int32: number };

/** Of the type and of the length, which counts itself. */
const TYPE = 1;
const LENGTH = 4;
const BINARY = 1;
const EXECUTE: Message = ['E', Buffer.from([0]), { int32: 0 }];

/**
 * Statements one behind the other and one Sync at the end, as one piece: the server answers once, and passes over all that
 * follows a statement that fails. The driver would make a message of each, wait for an answer to each, and copy what they carry
 * whenever a buffer gets too small.
 *
 * @param allocate makes a buffer of at least so many bytes
 */
export function pipeline(steps: readonly Step[], allocate: (size: number) => Buffer): Buffer {
  const messages = steps.flatMap(({ name, text, values }): Message[] => [
    ...(text === undefined ? [] : [['P', ended(name), ended(text), { int16: 0 }] as const]),
    ['B', ended(''), ended(name), ...parameters(values), { int16: 0 }],
    EXECUTE,
  ]);
  messages.push(['S']);
  const sizes = messages.map(([, ...fields]) => fields.reduce((sum, field) => sum + sizeOf(field), LENGTH));
  const buffer = allocate(sizes.reduce((sum, size) => sum + TYPE + size, 0));
  let at = 0;
  messages.forEach(([type, ...fields], place) => {
    at = buffer.writeUInt8(type.charCodeAt(0), at);
    at = buffer.writeInt32BE(sizes[place] ?? 0, at);
    for (const field of fields) at = write(buffer, field, at);
  });
  return buffer.subarray(0, at);
}

/** The form of each parameter, and then the values. */
function parameters(values: readonly Parameter[]): Field[] {
  const forms = values.map((value) => ({ int16: Buffer.isBuffer(value) ? BINARY : 0 }));
  const fields = values.flatMap((value): Field[] => {
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
    return [{ int32: bytes.length }, bytes];
  });
  return [{ int16: values.length }, ...forms, { int16: values.length }, ...fields];
}

const sizeOf = (field: Field): number => (Buffer.isBuffer(field) ? field.length : 'int16' in field ? 2 : 4);

function write(buffer: Buffer, field: Field, at: number): number {
  if (Buffer.isBuffer(field)) return at + field.copy(buffer, at);
  return 'int16' in field ? buffer.writeInt16BE(field.int16, at) : buffer.writeInt32BE(field.int32, at);
}

/** A text and the zero that ends it. */
const ended = (text: string): Buffer => Buffer.from(`${text}\0`);
