/** A cleaning rule: why a block is left out of the clean text, in one sentence a reader can check. */
export interface Rule {
  readonly id: string;
  readonly sentence: string;
}

/** Every reason for which capture removes a block. The ids stand in `Removal.rule`; the sentences are shown beside it. */
export const RULES = [
  {
    id: 'navigation',
    sentence: 'Menus, breadcrumbs and lists of links lead elsewhere and are not part of the article.',
  },
  { id: 'photo-caption', sentence: 'This line describes a photo and is not part of the running text.' },
  { id: 'photo-credit', sentence: 'This line names who made or owns a photo.' },
  { id: 'related', sentence: 'This points to other articles.' },
  { id: 'legal', sentence: 'Copyright, licence or legal notice of the publisher.' },
  { id: 'market-data', sentence: 'Share prices or a market-data notice added by the publisher.' },
  { id: 'cookie-notice', sentence: 'A notice about cookies, consent or privacy.' },
  { id: 'share-bar', sentence: 'Buttons for sharing, printing, saving or following.' },
  { id: 'newsletter', sentence: 'An invitation to subscribe, register, donate or receive a newsletter.' },
  { id: 'comments', sentence: 'Comments by readers, or a form for writing one.' },
  { id: 'advertisement', sentence: 'Advertising or a label for it.' },
  { id: 'author-box', sentence: 'A note about the author, set apart from the article.' },
  { id: 'byline', sentence: 'The line with the author or date; it is kept as a field of the source.' },
  { id: 'title-line', sentence: 'The title again; it is kept as a field of the source.' },
  { id: 'tags', sentence: 'Topic tags or sections under which the publisher files the article.' },
  { id: 'media-player', sentence: 'Controls or a fallback message of an audio or video player.' },
  { id: 'hidden', sentence: 'The page hides this from its readers.' },
  { id: 'form', sentence: 'A form or its labels.' },
  { id: 'repeated-header', sentence: 'A header that repeats on several pages.' },
  { id: 'repeated-footer', sentence: 'A footer or page number that repeats on several pages.' },
  { id: 'duplicate', sentence: 'The same words stand elsewhere in the page.' },
  { id: 'site', sentence: 'You asked to leave these words out on every page of this site.' },
  { id: 'page-chrome', sentence: 'This stands outside the article in the page.' },
] as const satisfies readonly Rule[];

/** The id of a cleaning rule. */
export type RuleId = (typeof RULES)[number]['id'];

/** The sentence of a rule, or null for an id this version does not know (a newer library may hold one). */
export const ruleSentence = (id: string): string | null =>
  RULES.find((rule) => rule.id === id)?.sentence ?? null;
