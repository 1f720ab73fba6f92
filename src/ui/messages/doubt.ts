import { messages, t, type MessageKey } from './index.ts';

const known = (key: string): key is MessageKey => Object.hasOwn(messages.en, key);

/** A doubt in words of the interface; one this version has no words for is named by its code. */
export function doubtWords(doubt: { readonly code: string; readonly detail?: string }): string {
  const key = `doubt.${doubt.code}`;
  return known(key) ? t(key, { detail: doubt.detail ?? '' }) : t('doubt.other', { code: doubt.code });
}
