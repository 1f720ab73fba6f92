import type { CaptureInput } from './format.ts';
import { decodeBytes } from './html/encoding.ts';
import { headText, looksLikeText } from './sniff.ts';
import { Refusal } from '../refusal.ts';

/** A JSON object whose members are not known yet. Only own members are ever read through {@link member}. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const member = (object: JsonObject, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** A member as text: strings trimmed, numbers written out; null when absent, empty or of another kind. */
export function textMember(object: JsonObject, key: string): string | null {
  const value = member(object, key);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A member as a list; an absent one is empty. */
export const listMember = (object: JsonObject, key: string): readonly unknown[] => {
  const value = member(object, key);
  return Array.isArray(value) ? value : [];
};

/** A member as an object, or null. */
export const objectMember = (object: JsonObject, key: string): JsonObject | null => {
  const value = member(object, key);
  return isObject(value) ? value : null;
};

/** The strings of a list member. */
export const stringsMember = (object: JsonObject, key: string): readonly string[] =>
  listMember(object, key).filter((item): item is string => typeof item === 'string');

/** True when the file begins like JSON and names all these members (or matches all these patterns) in its first 64 KiB. */
export function jsonMentions(input: CaptureInput, ...needed: readonly (string | RegExp)[]): boolean {
  if (!looksLikeText(input.bytes)) return false;
  const head = headText(input.bytes, 65_536)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (!head.startsWith('{') && !head.startsWith('[')) return false;
  return needed.every((need) => (typeof need === 'string' ? head.includes(`"${need}"`) : need.test(head)));
}

/** The whole file as a JSON value. Throws a Refusal named after the input when it is no valid JSON (cut short, say). */
export function readJson(input: CaptureInput): unknown {
  const { text } = decodeBytes(input.bytes, input.mediaType);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Refusal('unreadable', `${input.name} is not valid JSON; it may be cut short.`);
    throw error;
  }
}
