import { t, type MessageKey } from '../messages/index.ts';

const known = {
  'visible line': 'origin.line',
  text: 'origin.text',
  declared: 'origin.declared',
  h1: 'origin.heading',
  'document title': 'origin.title',
  'json-ld': 'origin.data',
  'time element': 'origin.time',
  'canonical link': 'origin.link',
  address: 'origin.address',
  'file name': 'origin.file',
} as const satisfies Readonly<Record<string, MessageKey>>;

const isKnown = (origin: string): origin is keyof typeof known => Object.hasOwn(known, origin);

/** Where capture found the value of a field, in words; names of files' own fields are shown as they stand. */
export const originWords = (origin: string): string =>
  isKnown(origin) ? t(known[origin]) : /^(meta|og:|twitter:|dc\.)/.test(origin) ? t('origin.data') : origin;
